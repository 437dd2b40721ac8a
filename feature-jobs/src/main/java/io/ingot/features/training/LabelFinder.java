package io.ingot.features.training;

import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.Labels;
import io.ingot.core.project.Nearest;
import io.ingot.core.project.Project;
import io.ingot.core.project.Service;
import io.ingot.core.project.TableName;
import io.ingot.features.prepare.Augmenting;
import io.ingot.features.prepare.TimeSplit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Finds the labels that a service's training set is made for.
 *
 * @param keys the key columns of the service's views with their types
 */
record LabelFinder(Project project, Lake lake, Service service, Map<String, String> keys) {
  /** The time of labels as Feast names it, for services that name none. */
  private static final String USUAL_TIME = "event_timestamp";

  private static final Set<String> RESERVED =
      Set.of(TimeSplit.SPLIT, Augmenting.AUGMENTED, RowOrder.ROW, RowOrder.SHARD, RowOrder.PLACE);

  /**
   * The labels, as they are now.
   *
   * @param said a table or a file; those of the service where it is empty
   * @throws ProjectException when they are not there
   */
  LabelSource find(Optional<String> said) {
    Optional<TableName> declared = service.training().labels().map(Labels::from);
    Optional<TableName> table =
        said.isEmpty()
            ? declared
            : said.flatMap(TableName::parse).filter(project.tables()::containsKey);
    if (table.isPresent()) {
      return table(table.get());
    }
    String file =
        said.orElseThrow(
            () ->
                new ProjectException(
                    "Service "
                        + service.name()
                        + " declares no labels. Say a table or a file: --labels labels.csv, or"
                        + " add training: {labels: {from: ..., time: ...}} to its file."));
    return LabelFile.at(SetFolder.absolute(file), lake.spark())
        .orElseThrow(
            () ->
                new ProjectException(
                    "Cannot find the labels '"
                        + file
                        + "': there is no such table, nor such a file. "
                        + Nearest.hint(
                            file,
                            project.tables().keySet().stream().map(TableName::toString).toList())));
  }

  private LabelTable table(TableName name) {
    TableState state = lake.table(name).state();
    if (!state.exists()) {
      throw new ProjectException(
          "Cannot take labels from "
              + name
              + ": its table was never built. Run it first: ingot run --select +"
              + name);
    }
    return new LabelTable(new Recipe.TablePin(name, state.tableId(), state.version()));
  }

  /** All rows of the labels. */
  Dataset<Row> rows(LabelSource labels) {
    return labels.rows(lake, keys, time());
  }

  /**
   * Which of their columns are kept.
   *
   * @throws ProjectException when one is lacking
   */
  Recipe.Columns columns(LabelSource labels, Dataset<Row> rows) {
    return new Recipe.Columns(time(), kept(rows, keys, time(), said(labels)));
  }

  /** The service's column; {@code event_timestamp} where it has none, as in Feast. */
  private String time() {
    return service.training().labels().map(Labels::time).orElse(USUAL_TIME);
  }

  /** The columns that the service names, if these labels are those that it means. */
  private List<String> said(LabelSource labels) {
    return service
        .training()
        .labels()
        .filter(
            declared ->
                labels instanceof LabelFile
                    || labels instanceof LabelTable table
                        && table.pin().table().equals(declared.from()))
        .map(Labels::columns)
        .orElse(List.of());
  }

  /** Keys, time and what is named; else all columns but those that Ingot keeps its books in. */
  private static List<String> kept(
      Dataset<Row> rows, Map<String, String> keys, String time, List<String> said) {
    List<String> there = List.of(rows.columns());
    Set<String> needed = new LinkedHashSet<>(keys.keySet());
    needed.add(time);
    needed.addAll(said);
    for (String column : needed) {
      if (!there.contains(column)) {
        throw new ProjectException(
            "The labels have no column '"
                + column
                + "', which "
                + (column.equals(time)
                    ? "is to be their time; training.labels.time of the service names another"
                    : keys.containsKey(column) ? "is a key of the views" : "the service names")
                + ". "
                + Nearest.hint(column, there));
      }
    }
    List<String> kept =
        said.isEmpty()
            ? there.stream()
                .filter(column -> needed.contains(column) || !column.startsWith("_"))
                .toList()
            : List.copyOf(needed);
    kept.stream()
        .filter(RESERVED::contains)
        .findFirst()
        .ifPresent(
            column -> {
              throw new ProjectException(
                  "The labels have a column '"
                      + column
                      + "', which a training set has of its own. Rename it.");
            });
    return kept;
  }
}
