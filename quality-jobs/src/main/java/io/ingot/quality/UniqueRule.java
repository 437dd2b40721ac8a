package io.ingot.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import com.amazon.deequ.analyzers.Analyzers;
import io.ingot.core.batch.Verdict;
import io.ingot.core.batch.Verdict.Ruling;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * No two rows agree in some columns. As Deequ sees it, a row in which all of them are null is no
 * row; where no other is left, nothing is repeated.
 *
 * @param columns names as they are in the schema
 */
record UniqueRule(DeequCheck deequ, List<String> columns) implements Rule {
  /** Counts the rows that have a value, which spares the scan that Deequ would count them by. */
  @Override
  public List<Column> aggregates() {
    return List.of(count(when(anyValue(), 1)));
  }

  @Override
  public Verdict judge(Findings findings) {
    long rows = findings.measured().getLong(0);
    String kind = rows < findings.rows() ? " with a value" : "";
    if (rows == 0) {
      return new Verdict(deequ.words(), Ruling.PASSED, Words.rows(0) + kind, Optional.empty());
    }
    Dataset<Row> frequencies = frequencies(findings.written().get());
    Decision decision = deequ.decide(findings.schema(), frequencies, rows);
    long single = Math.round(decision.value() * rows);
    String repeated = single == rows ? "" : " (" + Words.count(rows - single) + " repeated)";
    return decision.verdict(
        Words.share(single, rows) + kind + repeated,
        decision.broken() ? example(frequencies) : Optional.empty());
  }

  private Dataset<Row> frequencies(Dataset<Row> written) {
    Column[] group = columns.stream().map(name -> col(Columns.quoted(name))).toArray(Column[]::new);
    return written
        .select(group)
        .where(anyValue())
        .groupBy(group)
        .agg(count(lit(1)).as(Analyzers.COUNT_COL()));
  }

  private Optional<String> example(Dataset<Row> frequencies) {
    return Example.first(frequencies.where(col(Analyzers.COUNT_COL()).gt(1)), columns);
  }

  private Column anyValue() {
    return columns.stream()
        .map(name -> col(Columns.quoted(name)).isNotNull())
        .reduce(Column::or)
        .orElseThrow();
  }
}
