package io.ingot.quality.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.amazon.deequ.analyzers.ApproxCountDistinct;
import com.amazon.deequ.analyzers.ApproxQuantile;
import com.amazon.deequ.analyzers.Completeness;
import com.amazon.deequ.analyzers.Compliance;
import com.amazon.deequ.analyzers.Correlation;
import com.amazon.deequ.analyzers.DataType;
import com.amazon.deequ.analyzers.MaxLength;
import com.amazon.deequ.analyzers.Maximum;
import com.amazon.deequ.analyzers.Mean;
import com.amazon.deequ.analyzers.MinLength;
import com.amazon.deequ.analyzers.Minimum;
import com.amazon.deequ.analyzers.ScanShareableAnalyzer;
import com.amazon.deequ.analyzers.Size;
import com.amazon.deequ.analyzers.StandardDeviation;
import com.amazon.deequ.analyzers.State;
import com.amazon.deequ.analyzers.Sum;
import com.amazon.deequ.metrics.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import scala.Option;
import scala.collection.JavaConverters;

/** One of each kind of Deequ's analysers that share a scan, over columns a, b (numbers), t. */
final class Analysers {
  private static final Option<String> ALL = Option.empty();
  private static final Option<String> SOME = Option.apply("b % 3 = 0");

  static final List<ScanShareableAnalyzer<?, ?>> EXACT =
      List.of(
          new Size(ALL),
          new Size(SOME),
          new Completeness("a", ALL, Option.empty()),
          new Completeness("a", SOME, Option.empty()),
          new Compliance("c", "a >= 0 OR t = 'x'", SOME, list(List.of()), Option.empty()),
          new Mean("a", ALL),
          new Mean("b", SOME),
          new Sum("a", ALL),
          new Sum("b", ALL),
          new Minimum("a", ALL, Option.empty()),
          new Maximum("a", SOME, Option.empty()),
          new MinLength("t", ALL, Option.empty()),
          new MaxLength("t", ALL, Option.empty()),
          new StandardDeviation("a", ALL),
          new StandardDeviation("b", SOME),
          new Correlation("a", "b", ALL),
          new ApproxCountDistinct("t", ALL),
          new DataType("t", ALL));

  static final ApproxQuantile MEDIAN = new ApproxQuantile("b", 0.5, 0.01, ALL);

  private Analysers() {}

  static List<Column> columns(List<ScanShareableAnalyzer<?, ?>> analysers) {
    List<Column> columns = new ArrayList<>();
    analysers.forEach(
        analyser -> columns.addAll(JavaConverters.seqAsJavaList(analyser.aggregationFunctions())));
    return columns;
  }

  /** The metrics that Deequ makes of the values of {@link #columns}, by what they are. */
  static Map<String, Object> metrics(List<ScanShareableAnalyzer<?, ?>> analysers, Row values) {
    Map<String, Object> metrics = new LinkedHashMap<>();
    int offset = 0;
    for (ScanShareableAnalyzer<?, ?> analyser : analysers) {
      metrics.put(analyser.toString(), metric(analyser, values, offset));
      offset += analyser.aggregationFunctions().size();
    }
    return metrics;
  }

  private static <S extends State<?>, M extends Metric<?>> Object metric(
      ScanShareableAnalyzer<S, M> analyser, Row values, int offset) {
    Metric<?> metric = analyser.computeMetricFrom(analyser.fromAggregationResult(values, offset));
    return metric.value().isFailure() ? "nothing to measure" : metric.value().get();
  }

  /**
   * The same metrics, numbers to the twelve digits that another order of adding leaves alike; of a
   * correlation, which may come of terms that cancel out, to twelve places.
   */
  static void assertAlike(Map<String, Object> metrics, Map<String, Object> wanted) {
    assertThat(metrics.keySet()).isEqualTo(wanted.keySet());
    metrics.forEach(
        (name, metric) -> {
          if (metric instanceof Double number && Double.isFinite(number)) {
            double scale = name.startsWith("Correlation") ? 1 : Math.abs(number);
            assertThat(number).as(name).isCloseTo((Double) wanted.get(name), within(1e-12 * scale));
          } else {
            assertThat(metric).as(name).isEqualTo(wanted.get(name));
          }
        });
  }

  private static scala.collection.immutable.List<String> list(List<String> list) {
    return JavaConverters.asScalaBuffer(list).toList();
  }
}
