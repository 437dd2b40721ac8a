package io.ingot.quality;

import io.ingot.core.batch.Evidence;
import io.ingot.core.batch.Gate;
import io.ingot.core.batch.Verdict;
import io.ingot.core.project.Check;
import io.ingot.core.project.TableName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;

/**
 * Judges the checks of one table. What can be aggregated rides on the pass that writes the rows;
 * only groups, numbers beyond the quartiles, and the examples of a broken check read the written
 * rows back.
 */
final class DeequGate implements Gate {
  private final TableName table;
  private final List<Clause> clauses;
  private final Situation situation;

  /**
   * Kept from the write, since asking the written rows for their columns would list their files.
   */
  private Optional<Bound> bound = Optional.empty();

  /**
   * @param checks that the table declares itself
   * @param keys columns that tell a person which row an example is; may be empty
   */
  DeequGate(TableName table, List<Check> checks, List<String> keys) {
    this(table, Clause.of(checks), Situation.plain(table, keys));
  }

  /**
   * @param clauses in the order in which their verdicts are told; none twice
   * @param situation what they are judged by beside the rows
   */
  DeequGate(TableName table, List<Clause> clauses, Situation situation) {
    this.table = table;
    this.clauses = clauses.stream().distinct().toList();
    this.situation = situation;
  }

  /**
   * {@inheritDoc}
   *
   * @throws io.ingot.core.error.ProjectException when a check does not fit the columns
   */
  @Override
  public List<Column> measures(StructType schema) {
    Binding binding = Binding.of(table, new Columns(schema), situation);
    Map<Clause, Rule> rules = new LinkedHashMap<>();
    clauses.forEach(clause -> rules.put(clause, binding.rule(clause)));
    Measures measures = new Measures();
    rules.values().forEach(rule -> measures.add(rule.aggregates()));
    bound = Optional.of(new Bound(rules, measures));
    return measures.aliased();
  }

  @Override
  public List<Verdict> judge(Evidence evidence) {
    Bound batch =
        bound.orElseThrow(
            () -> new IllegalStateException("The checks of " + table + " were never measured."));
    Groups groups = batch.groups(evidence);
    Map<Clause, List<Verdict>> verdicts = new LinkedHashMap<>();
    batch
        .rules()
        .forEach(
            (clause, rule) ->
                verdicts.put(
                    clause,
                    rule
                        .judge(
                            new Findings(
                                batch.measures().row(rule.aggregates(), evidence.measures()),
                                evidence.counts(),
                                groups,
                                evidence.written(),
                                evidence.batch()))
                        .stream()
                        .map(clause::told)
                        .toList()));
    return Stream.concat(
            verdicts.values().stream().flatMap(List::stream),
            clauses.stream()
                .flatMap(clause -> clause.suite().stream())
                .distinct()
                .flatMap(suite -> Score.of(suite, verdicts).stream()))
        .toList();
  }

  /** The checks in terms of the columns of one batch. */
  private record Bound(Map<Clause, Rule> rules, Measures measures) {
    Groups groups(Evidence evidence) {
      Map<Grouping, Long> rows = new LinkedHashMap<>();
      rules.values().stream()
          .flatMap(rule -> rule.grouping().stream())
          .forEach(
              grouping ->
                  rows.put(
                      grouping,
                      measures.row(List.of(grouping.rows()), evidence.measures()).getLong(0)));
      return new Groups(
          rows,
          rules.values().stream()
              .filter(Rule::pairs)
              .flatMap(rule -> rule.grouping().stream())
              .collect(Collectors.toSet()),
          evidence.written());
    }
  }
}
