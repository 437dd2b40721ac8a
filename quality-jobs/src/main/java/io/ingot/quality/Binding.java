package io.ingot.quality;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Check;
import io.ingot.core.project.CountCheck;
import io.ingot.core.project.CrossCheck;
import io.ingot.core.project.RowCheck;
import io.ingot.core.project.Sane;
import io.ingot.core.project.Statistic;
import io.ingot.core.project.TableName;
import io.ingot.core.project.Trend;
import java.util.List;
import org.apache.spark.sql.types.StructField;

/**
 * Says a table's checks in terms of the columns that its rows have: each family of checks by a
 * binding of its own.
 *
 * @param situation what they are judged by beside the rows
 * @param partitions those of the batch, measured by one pass for all checks of them
 */
record Binding(TableName table, Columns columns, Situation situation, Partitions partitions) {
  /** Of the rows of one batch. */
  static Binding of(TableName table, Columns columns, Situation situation) {
    return new Binding(table, columns, situation, new Partitions(situation.partitionedBy()));
  }

  /**
   * The rule of a check.
   *
   * @throws ProjectException when the check does not fit the columns
   */
  Rule rule(Clause clause) {
    try {
      return bind(clause);
    } catch (IllegalArgumentException e) {
      throw new ProjectException(
          "Cannot judge '"
              + clause.words()
              + "' of "
              + table
              + ": "
              + e.getMessage()
              + " Correct the check.",
          e);
    }
  }

  private Rule bind(Clause clause) {
    Check check = clause.check();
    if (check instanceof CrossCheck cross && situation.others().isPresent()) {
      return situation.others().get().rule(cross, columns, situation.example());
    }
    return switch (check.terms().on()) {
      case BATCH -> onBatch(clause);
      case PARTITION -> onPartitions(clause);
      case TABLE ->
          throw new IllegalArgumentException("checks on more than the batch are not judged.");
    };
  }

  private Rule onPartitions(Clause clause) {
    if (partitions.by().isEmpty()) {
      throw new IllegalArgumentException("the table has no partitions.");
    }
    Example example = situation.example();
    if (clause.check() instanceof CountCheck.Unique unique) {
      List<String> names =
          unique.columns().stream().map(columns::plain).map(StructField::name).distinct().toList();
      Where where = Where.of(unique.terms(), columns.schema());
      return new PartitionUnique(unique, names, where, partitions, example);
    }
    Rule inner = onBatch(clause);
    if (inner.grouping().isPresent()) {
      throw new IllegalArgumentException(
          "what it counts one by one can't be counted by partition; leave out exact or on.");
    }
    return new PartitionRule(clause.check(), inner, partitions, example);
  }

  private Rule onBatch(Clause clause) {
    Check check = clause.check();
    Example example = situation.example();
    if (check instanceof RowCheck rows) {
      return new RowBinding(columns, example).rule(rows);
    }
    if (check instanceof Statistic statistic) {
      return new StatisticBinding(columns, example).rule(statistic);
    }
    if (check instanceof CountCheck count) {
      return new CountBinding(columns, example).rule(count);
    }
    if (check instanceof Sane sane) {
      return new SaneBinding(columns, example).rule(sane);
    }
    if (check instanceof Trend.Anomaly anomaly) {
      return TrendRule.of(anomaly, clause.words(), columns, situation.trends());
    }
    if (check instanceof Trend.Volume volume) {
      return situation.day().rule(volume, columns.schema());
    }
    throw new IllegalArgumentException("checks of this kind are not judged.");
  }
}
