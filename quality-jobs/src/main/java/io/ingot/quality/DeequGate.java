package io.ingot.quality;

import io.ingot.core.batch.Evidence;
import io.ingot.core.batch.Gate;
import io.ingot.core.batch.Verdict;
import io.ingot.core.project.Check;
import io.ingot.core.project.TableName;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;

/**
 * Judges the checks of one table by Deequ. What Deequ aggregates rides on the pass that writes the
 * rows; only uniqueness, and the example of a broken check, read the written rows back.
 */
final class DeequGate implements Gate {
  private final TableName table;
  private final List<Check> checks;
  private final List<String> keys;

  /**
   * Kept from the write, since asking the written rows for their columns would list their files.
   */
  private Optional<Bound> bound = Optional.empty();

  /**
   * @param keys columns that tell a person which row an example is; may be empty
   */
  DeequGate(TableName table, List<Check> checks, List<String> keys) {
    this.table = table;
    this.checks = List.copyOf(checks);
    this.keys = List.copyOf(keys);
  }

  /**
   * {@inheritDoc}
   *
   * @throws io.ingot.core.error.ProjectException when a check does not fit the columns
   */
  @Override
  public List<Column> measures(StructType schema) {
    Binding binding = new Binding(table, new Columns(schema), keys);
    List<Rule> rules = checks.stream().map(binding::rule).toList();
    Measures measures = new Measures();
    rules.forEach(rule -> measures.add(rule.aggregates()));
    bound = Optional.of(new Bound(schema, rules, measures));
    return measures.aliased();
  }

  @Override
  public List<Verdict> judge(Evidence evidence) {
    Bound batch =
        bound.orElseThrow(
            () -> new IllegalStateException("The checks of " + table + " were never measured."));
    return batch.rules().stream()
        .map(
            rule ->
                rule.judge(
                    new Findings(
                        batch.schema(),
                        batch.measures().row(rule.aggregates(), evidence.measures()),
                        evidence.counts().written(),
                        evidence.written())))
        .toList();
  }

  /** The checks in terms of the columns of one batch. */
  private record Bound(StructType schema, List<Rule> rules, Measures measures) {}
}
