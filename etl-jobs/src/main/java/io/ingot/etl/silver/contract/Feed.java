package io.ingot.etl.silver.contract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.project.SilverTable;
import io.ingot.etl.silver.schema.Watch;
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
public final class Feed {
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
   * @param valued rows by the contract
   */
  public record Part(Dataset<Row> valued, Contract contract) {
    public Part {
      Objects.requireNonNull(valued, "valued");
      Objects.requireNonNull(contract, "contract");
    }

    Dataset<Row> judged() {
      return contract.judged(valued);
    }
  }

  /**
   * All parts together.
   *
   * @param kept the columns that follow the declared ones in the silver table
   */
  public static Feed of(SilverTable table, List<String> kept, List<Part> parts) {
    return new Feed(table, List.copyOf(kept), List.copyOf(parts));
  }

  /** The columns that follow the declared ones in the silver table. */
  public List<String> kept() {
    return kept;
  }

  /** The parts, for work that comes before a row is judged. */
  public List<Part> parts() {
    return parts;
  }

  /** All rows, judged by {@link Contract#judged}. */
  public Dataset<Row> judged() {
    return union(parts.stream().map(Part::judged).toList());
  }

  /** A rule may hold for one part only; for the others' rows its flag is null. */
  private static Dataset<Row> union(List<Dataset<Row>> rows) {
    return rows.stream().reduce((left, right) -> left.unionByName(right, true)).orElseThrow();
  }

  /** What is watched of each part. */
  public List<Watch> watches() {
    return parts.stream().map(part -> part.contract().watch()).toList();
  }

  /** The silver table's columns of judged rows. */
  public List<Column> columns() {
    List<Column> silver = new ArrayList<>(Contract.values(table));
    kept.forEach(name -> silver.add(col(name)));
    return silver;
  }

  /** All rules, in the order of the columns. */
  public List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    parts.forEach(
        part ->
            part.contract().rules().stream()
                .filter(rule -> rules.stream().noneMatch(known -> known.flag().equals(rule.flag())))
                .forEach(rules::add));
    return rules;
  }

  /** How many rows broke each rule, and each scope that has limits; null for none. */
  public List<Column> counters() {
    List<Column> counters = new ArrayList<>();
    List<Rule> rules = rules();
    rules.forEach(rule -> counters.add(counted(col(rule.flag())).as(rule.tally())));
    RejectGate.Scope.of(rules)
        .forEach(scope -> counters.add(counted(scope.broken()).as(scope.tally())));
    return counters;
  }

  private static Column counted(Column condition) {
    return sum(when(condition, 1L));
  }
}
