package io.ingot.quality.history;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;

import io.ingot.core.cli.Command;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.Opened;
import io.ingot.core.cli.Verb;
import io.ingot.core.error.ExitCode;
import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** {@code ingot quality suggest}: checks that a table's rows keep now, ready for its file. */
public record SuggestVerb(Clock clock) implements Verb {
  private static final String SUITES = "quality";

  public SuggestVerb {
    Objects.requireNonNull(clock, "clock");
  }

  @Override
  public String name() {
    return "quality suggest";
  }

  @Override
  public String summary() {
    return "suggest checks by what a table holds, with the evidence beside each";
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.PROJECT, Option.ENVIRONMENT, Option.TABLE, Option.FOLDER, Option.YES);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Optional<Path> file = command.said(Option.FOLDER).map(Path::of);
    file.ifPresent(SuggestVerb::requireNew);
    Opened opened = Opened.of(command);
    Table table = Tables.named(command, opened);
    Profile profile = Tables.profile(opened, table.name(), clock.instant());
    DeclaredChecks declared = new DeclaredChecks(opened.project(), table);
    List<Suggestion> suggestions =
        profile.columns().stream()
            .flatMap(facts -> new Suggesting(facts, profile.rows()).suggestions().stream())
            .filter(suggestion -> !declared.hold(suggestion))
            .toList();
    List<Suggestion> kept =
        kept(opened.lake().table(table.name()).at(profile.version()), suggestions, profile.rows());
    if (kept.isEmpty()) {
      console.line(
          table.name()
              + " suggests no check that it does not declare already, by "
              + Numbers.rows(profile.rows())
              + ".");
      return ExitCode.DONE;
    }
    String block = new Block(kept).yaml();
    console.line(block.stripTrailing());
    file.ifPresent(named -> write(block, named, table.name(), command, console));
    return ExitCode.DONE;
  }

  /**
   * Those that the rows keep for certain: a sketch of how many values differ is some percent off,
   * so these are counted, in one more pass, where any column looks unique.
   */
  private static List<Suggestion> kept(
      Dataset<Row> rows, List<Suggestion> suggestions, long count) {
    List<Suggestion> unique =
        suggestions.stream().filter(suggestion -> suggestion.kind().equals("unique")).toList();
    if (unique.isEmpty()) {
      return suggestions;
    }
    List<Column> counted =
        unique.stream()
            .map(suggestion -> countDistinct(col(Quoted.sql(suggestion.column()))))
            .toList();
    Row different =
        rows.agg(counted.get(0), counted.subList(1, counted.size()).toArray(Column[]::new)).head();
    Set<Suggestion> broken =
        IntStream.range(0, unique.size())
            .filter(i -> different.getLong(i) < count)
            .mapToObj(unique::get)
            .collect(Collectors.toSet());
    return suggestions.stream().filter(suggestion -> !broken.contains(suggestion)).toList();
  }

  private static void requireNew(Path file) {
    if (Files.exists(file)) {
      throw new ProjectException(
          file + " is there already, and is not written over. Name another by --write.");
    }
  }

  /** In the folder of suites it is a suite, which needs to say what it is about. */
  private static void write(
      String block, Path file, TableName table, Command command, Console console) {
    if (!command.agreed()) {
      console.note("Nothing was written. Say --yes to write this to " + file + ".");
      return;
    }
    boolean suite =
        Optional.ofNullable(file.toAbsolutePath().getParent().getFileName())
            .filter(folder -> folder.toString().equals(SUITES))
            .isPresent();
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(
          file,
          suite ? "table: " + table + "\n" + block : block,
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new ProjectException(
          "Cannot write " + file + ": " + e + ". Name another file by --write.", e);
    }
    console.note("Written to " + file + ".");
  }
}
