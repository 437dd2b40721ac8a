package io.ingot.quality;

import io.ingot.core.batch.Verdict;
import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.project.Statistic;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * A number measured while the rows are written lies in a range.
 *
 * @param values counts what the number is made of
 * @param missed counts the values that are NaN and left out
 * @param shown the number as it is compared and told
 * @param secrecy whether the number, being a value of some row, may be told
 */
record StatisticRule(
    Statistic check,
    Measure measure,
    Column values,
    Column missed,
    DoubleUnaryOperator shown,
    Secrecy secrecy)
    implements Rule {
  private static final int COUNTS = 2;

  @Override
  public List<Column> aggregates() {
    return Stream.concat(Stream.of(values, missed), measure.aggregates().stream()).toList();
  }

  @Override
  public List<Verdict> judge(Findings findings) {
    long counted = findings.count(0);
    long nan = findings.count(1);
    String of =
        Words.values(counted) + (nan == 0 ? "" : " (" + Words.count(nan) + " NaN left out)");
    Limit limit = Limit.of(check.bounds(), check.level());
    if (counted == 0) {
      return List.of(limit.idle(check.words(), "nothing, there are " + of));
    }
    double number = shown.applyAsDouble(measure.number().applyAsDouble(measured(findings)));
    if (check instanceof Statistic.Correlation && Double.isNaN(number)) {
      return List.of(limit.idle(check.words(), "nothing, a column is the same in all of " + of));
    }
    Verdict verdict = limit.verdict(check.words(), number, told(limit, number) + " of " + of);
    return List.of(secrecy == Secrecy.OPEN ? verdict : verdict.measuring(Double.NaN));
  }

  private String told(Limit limit, double number) {
    if (secrecy == Secrecy.HIDDEN) {
      return "***";
    }
    // All digits of a number that is not kept, which may lie next to its bound.
    return limit.ruling(number) == Ruling.PASSED ? Words.number(number) : Words.exactly(number);
  }

  private Row measured(Findings findings) {
    Object[] own = new Object[measure.aggregates().size()];
    for (int i = 0; i < own.length; i++) {
      own[i] = findings.measured().get(COUNTS + i);
    }
    return RowFactory.create(own);
  }

  /** Whether a number may be told. */
  enum Secrecy {
    OPEN,
    /** It is a value of a person. */
    HIDDEN
  }
}
