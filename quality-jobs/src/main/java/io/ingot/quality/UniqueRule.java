package io.ingot.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.ingot.core.batch.Sample;
import io.ingot.core.batch.Verdict;
import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.project.CountCheck;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Enough rows agree with no other in some columns; where no row has a value, nothing is repeated.
 *
 * @param columns names as they are in the schema, in the order of the check
 */
record UniqueRule(CountCheck.Unique check, Grouping by, List<String> columns, Example example)
    implements Rule {
  private static final String ROWS = "_rows";

  @Override
  public List<Column> aggregates() {
    return List.of(by.rows());
  }

  @Override
  public Optional<Grouping> grouping() {
    return Optional.of(by);
  }

  @Override
  public List<Verdict> judge(Findings findings) {
    long rows = findings.groups().rows(by);
    // Of a check on some rows, nobody knows here how many of them have no value.
    boolean partly = by.where().condition().isEmpty() && rows < findings.rows();
    String kind = partly ? " with a value" : "";
    Limit limit = Limit.of(check.tolerance(), check.level());
    if (rows == 0) {
      return List.of(limit.idle(check.words(), Words.rows(0) + kind));
    }
    long single = findings.groups().tally(by).single();
    String wanted = limit.wanted().equals("all") ? "" : ", " + limit.wanted() + " wanted";
    String repeated = single == rows ? "" : " (" + Words.count(rows - single) + " repeated)";
    Verdict verdict =
        limit.verdict(
            check.words(),
            (double) single / rows,
            Words.share(single, rows) + kind + repeated + wanted);
    return List.of(
        verdict.ruling() == Ruling.PASSED
            ? verdict
            : verdict.breaking(samples(findings.written().get())));
  }

  /** Values that several rows have. */
  private List<Sample> samples(Dataset<Row> written) {
    Column[] group = columns.stream().map(name -> col(Columns.quoted(name))).toArray(Column[]::new);
    Column any =
        columns.stream()
            .map(name -> col(Columns.quoted(name)).isNotNull())
            .reduce(Column::or)
            .orElseThrow();
    return example.exactly(
        written
            .where(by.where().rows())
            .where(any)
            .select(group)
            .groupBy(group)
            .agg(count(lit(1)).as(ROWS))
            .where(col(ROWS).gt(1)),
        columns);
  }
}
