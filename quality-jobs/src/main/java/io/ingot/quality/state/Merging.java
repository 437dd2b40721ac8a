package io.ingot.quality.state;

import com.amazon.deequ.analyzers.ApproxCountDistinctState;
import com.amazon.deequ.analyzers.CorrelationState;
import com.amazon.deequ.analyzers.DataTypeHistogram;
import com.amazon.deequ.analyzers.StandardDeviationState;
import java.math.BigDecimal;
import java.util.function.BinaryOperator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.expressions.aggregate.ApproximatePercentile;
import org.apache.spark.sql.catalyst.expressions.aggregate.ApproximatePercentile.PercentileDigest;
import org.apache.spark.sql.catalyst.expressions.aggregate.DeequHyperLogLogPlusPlusUtils;

/**
 * How what an aggregate gave over two sets of rows becomes what it gives over both: as Deequ adds
 * up the states that it makes of these values, or as Spark itself would have gone on. A value is
 * null where there was nothing to measure.
 */
enum Merging {
  /** Counts and sums. */
  SUM(Merging::sum),
  /** Deequ's own would take NaN for the least, where Spark takes it for the greatest. */
  LEAST((a, b) -> compare(a, b) <= 0 ? a : b),
  GREATEST((a, b) -> compare(a, b) >= 0 ? a : b),
  /** Number, mean and sum of squared deviations. */
  DEVIATION(Merging::deviation),
  /** Number, means, and the sums of products of deviations. */
  CORRELATION(Merging::correlation),
  /** The registers of a HyperLogLog. */
  DISTINCT(Merging::distinct),
  /** A digest of quantiles. */
  QUANTILE(Merging::quantile),
  /** How many texts look like which type. */
  TYPES(Merging::types);

  private final BinaryOperator<Object> both;

  Merging(BinaryOperator<Object> both) {
    this.both = both;
  }

  /** The value over both; either may be null. */
  Object merge(Object a, Object b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return both.apply(a, b);
  }

  private static Object sum(Object a, Object b) {
    if (a instanceof Long) {
      // Over the end and round again, as in one pass.
      return (Long) a + (Long) b;
    }
    return a instanceof Double ? (Double) a + (Double) b : ((BigDecimal) a).add((BigDecimal) b);
  }

  private static int compare(Object a, Object b) {
    if (a instanceof Long) {
      return Long.compare((Long) a, (Long) b);
    }
    return a instanceof Double
        ? Double.compare((Double) a, (Double) b)
        : ((BigDecimal) a).compareTo((BigDecimal) b);
  }

  private static Object deviation(Object a, Object b) {
    double[] one = numbers((Row) a);
    double[] other = numbers((Row) b);
    if (one[0] == 0 || other[0] == 0) {
      return one[0] == 0 ? b : a;
    }
    StandardDeviationState sum =
        new StandardDeviationState(one[0], one[1], one[2])
            .sum(new StandardDeviationState(other[0], other[1], other[2]));
    return RowFactory.create(sum.n(), sum.avg(), sum.m2());
  }

  private static Object correlation(Object a, Object b) {
    double[] one = numbers((Row) a);
    double[] other = numbers((Row) b);
    if (one[0] == 0 || other[0] == 0) {
      return one[0] == 0 ? b : a;
    }
    CorrelationState sum = correlation(one).sum(correlation(other));
    return RowFactory.create(sum.n(), sum.xAvg(), sum.yAvg(), sum.ck(), sum.xMk(), sum.yMk());
  }

  private static CorrelationState correlation(double[] of) {
    return new CorrelationState(of[0], of[1], of[2], of[3], of[4], of[5]);
  }

  private static double[] numbers(Row row) {
    double[] numbers = new double[row.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = row.getDouble(i);
    }
    return numbers;
  }

  private static Object distinct(Object a, Object b) {
    ApproxCountDistinctState both =
        DeequHyperLogLogPlusPlusUtils.wordsFromBytes((byte[]) a)
            .sum(DeequHyperLogLogPlusPlusUtils.wordsFromBytes((byte[]) b));
    return DeequHyperLogLogPlusPlusUtils.wordsToBytes(both.words());
  }

  private static Object quantile(Object a, Object b) {
    PercentileDigest both = ApproximatePercentile.serializer().deserialize((byte[]) a);
    both.merge(ApproximatePercentile.serializer().deserialize((byte[]) b));
    return ApproximatePercentile.serializer().serialize(both);
  }

  private static Object types(Object a, Object b) {
    DataTypeHistogram both =
        DataTypeHistogram.fromBytes((byte[]) a).sum(DataTypeHistogram.fromBytes((byte[]) b));
    return DataTypeHistogram.toBytes(
        both.numNull(),
        both.numFractional(),
        both.numIntegral(),
        both.numBoolean(),
        both.numString());
  }
}
