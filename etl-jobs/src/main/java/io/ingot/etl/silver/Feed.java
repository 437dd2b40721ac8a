package io.ingot.etl.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;

import io.ingot.core.project.ColumnContract.Outcome;
import io.ingot.core.project.SilverTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What comes into a silver table at once, from one bronze table or from several whose fields have
 * other types.
 */
final class Feed {
  private final SilverTable table;
  private final List<String> kept;
  private final List<Part> parts;

  private Feed(SilverTable table, List<String> kept, List<Part> parts) {
    this.table = table;
    this.kept = kept;
    this.parts = parts;
  }

  /**
   * Rows of one bronze table.
   *
   * @param opened rows by the contract
   */
  record Part(Dataset<Row> opened, Contract contract) {
    Part {
      Objects.requireNonNull(opened, "opened");
      Objects.requireNonNull(contract, "contract");
    }

    Dataset<Row> judged() {
      return contract.judged(opened);
    }
  }

  /**
   * All parts together.
   *
   * @param kept the columns that follow the declared ones in the silver table
   */
  static Feed of(SilverTable table, List<String> kept, List<Part> parts) {
    return new Feed(table, List.copyOf(kept), List.copyOf(parts));
  }

  /** All rows, to be judged where that is needed. */
  List<LatestPerKey.Unjudged> unjudged() {
    return parts.stream()
        .map(
            part ->
                new LatestPerKey.Unjudged(
                    part.opened(), part.contract().keyValues(), part.contract()::judged))
        .toList();
  }

  /** The key columns' values of all rows, by name and nothing else. */
  Dataset<Row> keys() {
    return union(parts.stream().map(part -> part.contract().keys(part.opened())).toList());
  }

  /** All rows, judged by {@link Contract#judged}. */
  Dataset<Row> judged() {
    return union(parts.stream().map(Part::judged).toList());
  }

  /** A rule may hold for one part only; for the others' rows its flag is null. */
  private static Dataset<Row> union(List<Dataset<Row>> rows) {
    return rows.stream().reduce((left, right) -> left.unionByName(right, true)).orElseThrow();
  }

  /** Judged rows as rows of the silver table. */
  Dataset<Row> published(Dataset<Row> judged) {
    List<Column> silver = new ArrayList<>(Contract.values(table));
    kept.forEach(name -> silver.add(col(name)));
    return judged.select(silver.toArray(Column[]::new));
  }

  /** All rules, in the order of the columns. */
  List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    parts.forEach(
        part ->
            part.contract().rules().stream()
                .filter(rule -> rules.stream().noneMatch(known -> known.flag().equals(rule.flag())))
                .forEach(rules::add));
    return rules;
  }

  /** The rules' counters for outcomes that publish a row or refuse the batch. */
  List<Column> counters() {
    return rules().stream()
        .filter(rule -> rule.outcome() != Outcome.QUARANTINE)
        .map(rule -> count_if(col(rule.flag())).as(rule.flag()))
        .toList();
  }
}
