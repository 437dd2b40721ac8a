package io.ingot.core.trial;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Project;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.trial.Trial.Given;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The cases below a project's folder {@code tests}. A case's files are named by their tables:
 * {@code bronze.sales.csv} arrives, {@code bronze.sales.2.csv} arrives after the table was brought
 * up to date with it, and {@code silver.sales.before.csv} was there before.
 */
record TrialFolder(Project project) {
  private static final Pattern GIVEN =
      Pattern.compile("([a-z]+\\.[a-z0-9_]+)(?:\\.(before|[1-9][0-9]?))?\\.(csv|json)");
  private static final Pattern EXPECTED = Pattern.compile("(expected|refused)\\.(csv|json)");
  private static final String ERROR = "error.txt";

  /**
   * All cases of the tables given, by table and name.
   *
   * @throws ProjectException when a folder or a file is named after nothing in the project
   */
  List<Trial> of(Set<TableName> tables) {
    List<Trial> trials = new ArrayList<>();
    for (Path folder : inside(project.folder().resolve("tests"))) {
      Table table = tested(folder);
      if (tables.contains(table.name())) {
        inside(folder).forEach(of -> trials.add(trial(table, of)));
      }
    }
    return trials;
  }

  private Table tested(Path folder) {
    return TableName.parse(folder.getFileName().toString())
        .flatMap(project::table)
        .orElseThrow(
            () ->
                new ProjectException(
                    "Cannot test "
                        + shown(folder)
                        + ": there is no such table. Name the folder after one, such as"
                        + " tests/"
                        + project.tables().keySet().stream()
                            .map(TableName::toString)
                            .findFirst()
                            .orElse("silver.sales")
                        + "."));
  }

  private Trial trial(Table table, Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new ProjectException(
          "Cannot test by "
              + shown(folder)
              + ": a table's cases are folders, such as "
              + shown(folder.resolveSibling("first_day"))
              + ".");
    }
    List<Given> given = new ArrayList<>();
    List<Path> expected = new ArrayList<>();
    List<Path> refused = new ArrayList<>();
    List<Path> error = new ArrayList<>();
    for (Path file : inside(folder)) {
      String name = file.getFileName().toString();
      Matcher rows = GIVEN.matcher(name);
      Matcher outcome = EXPECTED.matcher(name);
      if (outcome.matches()) {
        (outcome.group(1).equals("expected") ? expected : refused).add(file);
      } else if (name.equals(ERROR)) {
        error.add(file);
      } else if (rows.matches()) {
        given.add(given(table, rows, file));
      } else {
        throw new ProjectException(
            "Cannot use "
                + shown(file)
                + ": a case has TABLE.csv, TABLE.before.csv, TABLE.2.csv, expected.csv, refused.csv"
                + " (or .json each) and error.txt.");
      }
    }
    requireSense(folder, expected, refused, error);
    given.stream()
        .filter(
            rows ->
                given.stream()
                    .anyMatch(
                        other ->
                            rows != other
                                && rows.table().equals(other.table())
                                && rows.arrival() == other.arrival()))
        .findFirst()
        .ifPresent(
            twice -> {
              throw new ProjectException(
                  "Cannot use "
                      + shown(twice.file())
                      + ": the same rows are given as .csv and as .json. Keep one.");
            });
    given.sort(Comparator.comparingInt(Given::arrival).thenComparing(Given::table));
    return new Trial(
        table.name(),
        folder.getFileName().toString(),
        given,
        expected.stream().findFirst(),
        refused.stream().findFirst(),
        error.stream().findFirst());
  }

  private Given given(Table table, Matcher name, Path file) {
    TableName of =
        TableName.parse(name.group(1))
            .filter(given -> given.equals(table.name()) || table.inputs().contains(given))
            .orElseThrow(
                () ->
                    new ProjectException(
                        "Cannot use "
                            + shown(file)
                            + ": "
                            + table.name()
                            + " is not computed from that. Give rows of "
                            + Stream.concat(Stream.of(table.name()), table.inputs().stream())
                                .map(TableName::toString)
                                .collect(Collectors.joining(", "))
                            + "."));
    int arrival =
        Optional.ofNullable(name.group(2))
            .map(word -> word.equals("before") ? Trial.BEFORE : Integer.parseInt(word))
            .orElse(1);
    if (of.equals(table.name()) && arrival != Trial.BEFORE) {
      throw new ProjectException(
          "Cannot use "
              + shown(file)
              + ": rows of the tested table itself are there before. Name the file "
              + of
              + ".before."
              + name.group(3)
              + ".");
    }
    return new Given(of, arrival, file);
  }

  private void requireSense(
      Path folder, List<Path> expected, List<Path> refused, List<Path> error) {
    if (expected.isEmpty() && refused.isEmpty() && error.isEmpty()) {
      throw new ProjectException(
          "Cannot test by " + shown(folder) + ": it expects nothing. Add expected.csv.");
    }
    if (expected.size() > 1 || refused.size() > 1) {
      throw new ProjectException(
          "Cannot test by " + shown(folder) + ": it expects twice. Keep one of .csv and .json.");
    }
  }

  /** What a folder holds, by name; nothing where there is no such folder. */
  private static List<Path> inside(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      Set<Path> sorted = new TreeSet<>();
      files.filter(file -> !file.getFileName().toString().startsWith(".")).forEach(sorted::add);
      return List.copyOf(sorted);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }

  private String shown(Path file) {
    return project.folder().relativize(file).toString();
  }
}
