package io.ingot.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Sample;
import io.ingot.core.batch.Verdict;
import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.project.CheckTerms;
import io.ingot.core.project.CrossCheck;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The values of a column are there in a column of another table, or of the table itself as it is
 * with the batch. Each different value is looked for once; of both tables no other column is read,
 * unless rows have to be shown.
 *
 * @param column its name in the rows
 * @param where the rows that it is about
 * @param others the tables
 * @param example shows rows that break it
 */
record RelationRule(
    CrossCheck.Relates check, String column, Where where, Neighbours others, Example example)
    implements Rule {
  private static final String VALUE = "_value";
  private static final String ROWS = "_rows";
  private static final String THERE = "_there";

  /** Counts the values, so that a batch that has none is not read back. */
  @Override
  public List<Column> aggregates() {
    return List.of(count(when(hasValue(), 1)));
  }

  @Override
  public List<Verdict> judge(Findings findings) {
    boolean batch = check.terms().on() == CheckTerms.Scope.BATCH;
    long inBatch = findings.count(0);
    Limit limit = Limit.of(check.tolerance(), check.level());
    if (batch && inBatch == 0) {
      return List.of(limit.idle(check.words(), Words.rows(0) + " with a value"));
    }
    Dataset<Row> written = findings.written().get();
    Dataset<Row> rows =
        (batch ? written : others.after(written, findings.plan())).filter(hasValue());
    long values = batch ? inBatch : rows.select(own(VALUE)).count();
    if (values == 0) {
      return List.of(limit.idle(check.words(), Words.rows(0) + " with a value"));
    }
    Dataset<Row> known = known(written, findings.plan());
    long lost = lost(rows, known);
    Verdict verdict =
        limit.verdict(
            check.words(), (double) (values - lost) / values, measured(limit, lost, values));
    return List.of(
        verdict.ruling() == Ruling.PASSED ? verdict : verdict.breaking(samples(rows, known)));
  }

  private static String measured(Limit limit, long lost, long values) {
    return Words.share(values - lost, values)
        + " with a value"
        + (lost == 0 ? "" : " (" + Words.count(lost) + " not found)")
        + (limit.wanted().equals("all") ? "" : ", " + limit.wanted() + " wanted");
  }

  /** The values that may be referred to. */
  private Dataset<Row> known(Dataset<Row> written, Optional<Plan> plan) {
    Column there = col(Columns.quoted(check.to().column())).as(THERE);
    if (!others.isOwn(check.to().table())) {
      return others.rows(check.to().table(), plan).select(there);
    }
    Dataset<Row> fresh = written.select(there);
    return others.staying(written, plan).map(old -> fresh.union(old.select(there))).orElse(fresh);
  }

  private long lost(Dataset<Row> rows, Dataset<Row> known) {
    Row lost =
        rows.select(own(VALUE))
            .groupBy(VALUE)
            .agg(count(lit(1)).as(ROWS))
            .join(known, col(VALUE).equalTo(col(THERE)), "left_anti")
            .agg(sum(ROWS))
            .first();
    return lost.isNullAt(0) ? 0 : lost.getLong(0);
  }

  private List<Sample> samples(Dataset<Row> rows, Dataset<Row> known) {
    Dataset<Row> valued = rows.withColumn(VALUE, col(Columns.quoted(column)));
    return example.of(
        valued.join(known, col(VALUE).equalTo(col(THERE)), "left_anti"), List.of(column));
  }

  private Column own(String name) {
    return col(Columns.quoted(column)).as(name);
  }

  private Column hasValue() {
    return where.rows().and(col(Columns.quoted(column)).isNotNull());
  }
}
