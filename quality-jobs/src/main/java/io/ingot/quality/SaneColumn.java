package io.ingot.quality;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import com.amazon.deequ.analyzers.ApproxQuantile;
import io.ingot.core.project.Sane;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import scala.Option;

/** What is measured of one column to tell whether it is sane. */
record SaneColumn(NumberColumn number, Sane limits) {
  /** How many aggregates there are of a column. */
  static final int SIZE = 5;

  private static final double LOWER = 0.25;
  private static final double UPPER = 0.75;
  private static final double PRECISION = 0.01;

  String name() {
    return number.field().name();
  }

  /** Numbers, least, greatest, those out of range, and a sketch of all. */
  List<Column> aggregates() {
    List<Column> aggregates = new ArrayList<>();
    aggregates.add(number.values());
    aggregates.add(min(number.present().cast("double")));
    aggregates.add(max(number.present().cast("double")));
    aggregates.add(count(when(outOfRange(), 1)));
    aggregates.addAll(quartile(LOWER).aggregates());
    return aggregates;
  }

  /** What was measured, of the values of several columns' aggregates. */
  Vitals read(Row measured, int from) {
    Row own =
        RowFactory.create(
            IntStream.range(from, from + SIZE).mapToObj(measured::get).toArray(Object[]::new));
    Row sketch = RowFactory.create(own.get(SIZE - 1));
    long values = own.getLong(0);
    return values == 0
        ? new Vitals(0, 0, 0, 0, 0, 0)
        : new Vitals(
            values,
            own.getDouble(1),
            own.getDouble(2),
            own.getLong(3),
            quartile(LOWER).number().applyAsDouble(sketch),
            quartile(UPPER).number().applyAsDouble(sketch));
  }

  /** Counts the numbers outside both fences. */
  Column outside(Vitals vitals) {
    return count(when(number.beyond(vitals.lowerFence(), vitals.upperFence()), 1));
  }

  private Column outOfRange() {
    return number.beyond(
        limits.min().map(Number::doubleValue).orElse(Double.NEGATIVE_INFINITY),
        limits.max().map(Number::doubleValue).orElse(Double.POSITIVE_INFINITY));
  }

  /** Both quartiles are of the same sketch, which is made once. */
  private Measure quartile(double at) {
    return Measure.of(
        new ApproxQuantile(
            number.name(),
            at,
            PRECISION,
            number.numbers().condition().map(Option::apply).orElseGet(Option::empty)));
  }

  /**
   * What a column is like.
   *
   * @param values how many numbers it has
   * @param outOfRange how many of them are outside the range that is said
   * @param lower the first quartile
   * @param upper the third
   */
  record Vitals(
      long values, double least, double greatest, long outOfRange, double lower, double upper) {
    private static final int USUAL = 3;

    double lowerFence() {
      return lower - USUAL * (upper - lower);
    }

    double upperFence() {
      return upper + USUAL * (upper - lower);
    }

    /** Whether there are two numbers at least, and all are the same. */
    boolean isConstant() {
      return values > 1 && least == greatest;
    }

    /** Whether the quartiles lie apart, without which nothing tells what is far away. */
    boolean hasSpread() {
      return values > 0 && upper > lower;
    }

    /** Whether any number is outside the fences. */
    boolean hasOutliers() {
      return hasSpread() && (least < lowerFence() || greatest > upperFence());
    }
  }
}
