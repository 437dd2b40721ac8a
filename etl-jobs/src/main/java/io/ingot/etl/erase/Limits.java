package io.ingot.etl.erase;

import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.Layer;
import io.ingot.core.project.Project;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.Source;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Subject;
import io.ingot.etl.trace.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What an erasure cannot reach, in words. */
final class Limits {
  private Limits() {}

  /**
   * The places.
   *
   * @param searched the tables that have a column of the subject's
   * @param names of those columns
   */
  static List<String> of(
      Project project, Set<TableName> searched, Set<String> names, Subject subject) {
    List<String> limits = new ArrayList<>();
    if (subject.value().length() < Conditions.TELLING) {
      limits.add(
          "records that could not be read (_corrupt): a value of less than "
              + Conditions.TELLING
              + " characters stands in many a record that is not about the subject, so look at"
              + " them by 'ingot quarantine show'");
    }
    for (TableName table : searched) {
      if (project.tables().get(table) instanceof SilverTable silver) {
        silver.columns().entrySet().stream()
            .filter(column -> names.contains(column.getKey()))
            .filter(column -> column.getValue().value().isPresent())
            .forEach(
                column ->
                    limits.add(
                        table
                            + "."
                            + column.getKey()
                            + " is made by an expression: rows are found by the value that it"
                            + " holds, so say that one too"));
      }
    }
    for (TableName table : searched) {
      if (project.tables().get(table) instanceof BronzeTable bronze) {
        limits.add(source(bronze));
      }
    }
    if (project.tables().values().stream()
        .anyMatch(table -> table instanceof FeatureView view && view.training().isPresent())) {
      limits.add("models/: a model that was fitted on the subject's rows stays as it is");
    }
    limits.add("backups and copies of the lake, exports, and logs outside of it");
    List<TableName> others =
        project.tables().keySet().stream()
            .filter(table -> table.layer() != Layer.GOLD && table.layer() != Layer.FEATURES)
            .filter(table -> !searched.contains(table))
            .toList();
    if (!others.isEmpty()) {
      limits.add(
          "not searched, since no column of theirs tells the subject: "
              + others.stream().map(TableName::toString).collect(Collectors.joining(", ")));
    }
    return limits;
  }

  private static String source(BronzeTable bronze) {
    Source source = bronze.source();
    String place = source instanceof Source.JdbcTable ? "the database" : "the source";
    return place
        + " of "
        + bronze.name()
        + ": what it sends again comes in again; an erasure is no blocklist, so erase there first";
  }
}
