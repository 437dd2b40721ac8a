package io.ingot.quality;

import com.amazon.deequ.analyzers.ScanShareableAnalyzer;
import com.amazon.deequ.analyzers.State;
import com.amazon.deequ.metrics.DoubleMetric;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import scala.collection.JavaConverters;

/**
 * A number that is made of aggregates.
 *
 * @param aggregates over the rows
 * @param number of the values of the aggregates; NaN where they are of nothing
 */
record Measure(List<Column> aggregates, ToDoubleFunction<Row> number) {
  Measure {
    aggregates = List.copyOf(aggregates);
  }

  /** An aggregate that is the number itself. */
  static Measure of(Column aggregate) {
    return new Measure(
        List.of(aggregate.cast("double")), row -> row.isNullAt(0) ? Double.NaN : row.getDouble(0));
  }

  /** What an analyser of Deequ measures. */
  static <S extends State<?>> Measure of(ScanShareableAnalyzer<S, DoubleMetric> analyzer) {
    return new Measure(
        JavaConverters.seqAsJavaList(analyzer.aggregationFunctions()),
        row -> {
          DoubleMetric metric = analyzer.computeMetricFrom(analyzer.fromAggregationResult(row, 0));
          return metric.value().isFailure() ? Double.NaN : (Double) metric.value().get();
        });
  }
}
