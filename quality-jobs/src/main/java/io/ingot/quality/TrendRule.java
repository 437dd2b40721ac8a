package io.ingot.quality;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.batch.Verdict;
import io.ingot.core.project.Trend;
import io.ingot.quality.history.Trends;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * A measure goes on as it did before.
 *
 * @param name by which its values are kept and found again
 * @param column its name as it is in the schema, quoted; empty for the number of rows
 */
record TrendRule(Trend.Anomaly check, String name, String column, Trends trends) implements Rule {
  /**
   * The rule of a check.
   *
   * @throws IllegalArgumentException when the check does not fit the columns
   */
  static TrendRule of(Trend.Anomaly check, String name, Columns columns, Trends trends) {
    check.terms().where().ifPresent(rows -> Condition.of(rows, columns.schema()));
    String column =
        check
            .column()
            .map(
                said ->
                    check.measure() == Trend.Measure.NULLS
                        ? columns.of(said)
                        : columns.number(said, check.measure().word()))
            .map(field -> Columns.quoted(field.name()))
            .orElse("");
    return new TrendRule(check, name, column, trends);
  }

  /** How many there are to measure over, and then what is measured of them. */
  @Override
  public List<Column> aggregates() {
    Column judged = check.terms().where().map(rows -> expr("(" + rows + "\n)")).orElse(lit(true));
    return switch (check.measure()) {
      case ROWS -> List.of(count(when(judged, 1)));
      case NULLS ->
          List.of(count(when(judged, 1)), count(when(judged.and(col(column).isNull()), 1)));
      case MEAN -> List.of(count(values(judged)), avg(values(judged)));
      case SUM -> List.of(count(values(judged)), sum(values(judged)));
    };
  }

  @Override
  public List<Verdict> judge(Findings findings) {
    return List.of(trends.judge(check, name, value(findings.measured()), findings.batch()));
  }

  private OptionalDouble value(Row measured) {
    long over = measured.getLong(0);
    if (check.measure() == Trend.Measure.ROWS) {
      return OptionalDouble.of(over);
    }
    if (over == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        check.measure() == Trend.Measure.NULLS
            ? (double) measured.getLong(1) / over
            : measured.getDouble(1));
  }

  /** NaN is no number, and one alone would make every other of the column NaN too. */
  private Column values(Column judged) {
    Column number = col(column).cast("double");
    return when(judged.and(not(isnan(number))), number);
  }
}
