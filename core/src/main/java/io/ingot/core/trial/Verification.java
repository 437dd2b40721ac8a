package io.ingot.core.trial;

import io.ingot.core.batch.Pick;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import io.ingot.core.lake.ViewHistory;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.Project;
import io.ingot.core.project.SilverTable;
import io.ingot.core.run.Outcome;
import io.ingot.core.run.QuarantineWork;
import io.ingot.core.run.RefusedRow;
import io.ingot.core.run.Stages;
import io.ingot.core.trial.Comparison.Difference;
import io.ingot.core.trial.TrialResult.RowTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Whether a case that was played came out as it expects. */
final class Verification {
  /** More rows than that do not help to find out what is wrong. */
  private static final int SHOWN = 20;

  /** A test that needs more rows is none that a person can read. */
  private static final int READ = 10_000;

  private static final StructType BROKEN =
      StructType.fromDDL("rule string, column string, value string");

  private final Trial trial;
  private final Project project;
  private final Lake lake;
  private final Stages stages;
  private final List<String> problems = new ArrayList<>();
  private final List<RowTable> differences = new ArrayList<>();

  Verification(Trial trial, Project project, Lake lake, Stages stages) {
    this.trial = trial;
    this.project = project;
    this.lake = lake;
    this.stages = stages;
  }

  /** Judges how the tested table ended and what it then holds. */
  TrialResult of(Outcome outcome, List<String> failedInputs, double seconds) {
    problems.addAll(failedInputs);
    if (outcome.lets()) {
      trial.error().ifPresent(file -> problems.add(trial.table() + " did not fail."));
      trial.expected().ifPresent(file -> rows(file, outcome));
      refused();
    } else {
      failed(outcome.reason());
    }
    return new TrialResult(trial.table().toString(), trial.name(), problems, differences, seconds);
  }

  private void failed(String reason) {
    if (trial.error().isEmpty()) {
      problems.add(trial.table() + " failed: " + reason);
      return;
    }
    lines(trial.error().get())
        .filter(line -> !reason.contains(line))
        .forEach(
            line -> problems.add("The failure does not say '" + line + "'. It says: " + reason));
  }

  private void rows(Path file, Outcome outcome) {
    TableState state = lake.table(trial.table()).state();
    if (!state.exists()) {
      problems.add(trial.table() + " has no rows yet: it " + outcome.reason() + ".");
      return;
    }
    GivenRows expected = GivenRows.read(file);
    List<String> columns = List.copyOf(expected.types().keySet());
    List<String> unknown =
        columns.stream()
            .filter(name -> !List.of(state.schema().fieldNames()).contains(name))
            .toList();
    if (!unknown.isEmpty()) {
      problems.add(
          trial.table()
              + " has no column "
              + String.join(", ", unknown)
              + ". It has "
              + String.join(", ", state.schema().fieldNames())
              + ".");
      return;
    }
    Dataset<Row> all = lake.table(trial.table()).at(state.version());
    Dataset<Row> there =
        project.table(trial.table()).orElseThrow() instanceof FeatureView view
            ? ViewHistory.latest(all, view)
            : all;
    compare("rows of " + trial.table(), expected, types(state.schema()), columns, there);
  }

  /** What nobody expects to be refused shall not be refused in silence. */
  private void refused() {
    if (!(project.table(trial.table()).orElseThrow() instanceof SilverTable)) {
      trial.refused().ifPresent(file -> problems.add("Only silver tables refuse rows."));
      return;
    }
    List<Row> broken =
        new QuarantineWork(project, lake, stages, new LastOutcomes())
            .rows(trial.table(), Pick.all(), READ).stream()
                .flatMap(row -> row.broken().stream())
                .map(Verification::row)
                .toList();
    if (trial.refused().isPresent()) {
      GivenRows expected = GivenRows.read(trial.refused().get());
      List<String> columns = List.copyOf(expected.types().keySet());
      if (!List.of(BROKEN.fieldNames()).containsAll(columns)) {
        problems.add(
            "Refused rows are told by rule, column and value, not by "
                + String.join(", ", columns)
                + ".");
        return;
      }
      compare(
          "rules that " + trial.table() + " found broken",
          expected,
          types(BROKEN),
          columns,
          lake.spark().createDataFrame(broken, BROKEN));
    } else if (!broken.isEmpty()) {
      problems.add(
          "%s refused rows that nobody expects to be refused: %s. Expect them in refused.csv."
              .formatted(
                  trial.table(),
                  broken.stream()
                      .limit(SHOWN)
                      .map(row -> row.getString(0) + " " + row.getString(1))
                      .distinct()
                      .collect(Collectors.joining(", "))));
    }
  }

  private static Row row(RefusedRow.Broken broken) {
    return RowFactory.create(
        broken.rule(), broken.column(), broken.value().isPresent() ? broken.value().get() : null);
  }

  private void compare(
      String title,
      GivenRows expected,
      Map<String, DataType> types,
      List<String> columns,
      Dataset<Row> there) {
    Comparison comparison =
        Comparison.of(
            columns,
            new TypedRows(expected, types).in(lake.spark()).collectAsList(),
            there
                .select(columns.stream().map(Verification::named).toArray(Column[]::new))
                .limit(READ)
                .collectAsList());
    if (!comparison.isEmpty()) {
      differences.add(shown(title, comparison));
    }
  }

  private static RowTable shown(String title, Comparison comparison) {
    int all = comparison.differences().size();
    return new RowTable(
        all > SHOWN ? title + ", the first " + SHOWN + " of " + all + " that differ" : title,
        Stream.concat(Stream.of(""), comparison.columns().stream()).toList(),
        comparison.differences().stream().limit(SHOWN).flatMap(Verification::sides).toList());
  }

  private static Stream<List<String>> sides(Difference difference) {
    boolean alone = difference.expected().isEmpty() || difference.actual().isEmpty();
    return Stream.concat(
        side(alone ? "missing" : "expected", difference.expected()),
        side(alone ? "unexpected" : "found", difference.actual()));
  }

  private static Stream<List<String>> side(String word, List<String> row) {
    return row.isEmpty()
        ? Stream.of()
        : Stream.of(Stream.concat(Stream.of(word), row.stream()).toList());
  }

  private static Map<String, DataType> types(StructType schema) {
    Map<String, DataType> types = new LinkedHashMap<>();
    Arrays.stream(schema.fields()).forEach((StructField f) -> types.put(f.name(), f.dataType()));
    return types;
  }

  private static Column named(String name) {
    return functions.col("`" + name + "`");
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readString(file).lines().map(String::strip).filter(line -> !line.isEmpty());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
