package io.ingot.quality.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.deequ.analyzers.ScanShareableAnalyzer;
import io.ingot.core.testkit.Sparks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Whatever way rows are split, what is merged of the parts is what a scan of all would say. */
class MergingTest {
  private static final int DATASETS = 40;
  private static final StructType SCHEMA =
      StructType.fromDDL("dataset INT, part INT, a DOUBLE, b BIGINT, t STRING");

  private static final List<ScanShareableAnalyzer<?, ?>> ANALYSERS = analysers();
  private static final List<Column> COLUMNS = Analysers.columns(ANALYSERS);

  @Test
  void mergedPartsAreTheWholeForRandomSplitsWithNullsNaNAndNothing() {
    SparkSession spark = Sparks.session().newSession();
    // Deequ's own Minimum and Maximum cast texts that are none, which strict SQL refuses.
    spark.conf().set("spark.sql.ansi.enabled", "false");
    Dataset<Row> rows = spark.createDataFrame(generated(), SCHEMA).repartition(3);
    List<Aggregate> aggregates = Aggregate.of(rows, COLUMNS, column -> false);
    assertThat(aggregates).allSatisfy(aggregate -> assertThat(aggregate.merging()).isPresent());

    Map<Integer, List<Row>> parts =
        rows
            .groupBy("dataset", "part")
            .agg(COLUMNS.get(0), Aggregate.rest(COLUMNS))
            .collectAsList()
            .stream()
            .collect(
                Collectors.groupingBy(row -> row.getInt(0), TreeMap::new, Collectors.toList()));
    Map<Integer, Row> wholes =
        rows
            .groupBy("dataset")
            .agg(COLUMNS.get(0), Aggregate.rest(COLUMNS))
            .collectAsList()
            .stream()
            .collect(Collectors.toMap(row -> row.getInt(0), row -> values(row, 1)));
    Map<Integer, List<Long>> sorted = sorted(rows);

    assertThat(parts).hasSize(DATASETS);
    parts.forEach(
        (dataset, some) -> {
          Collections.shuffle(some, new Random(dataset));
          Map<String, Object> merged = Analysers.metrics(ANALYSERS, merged(aggregates, some));
          Map<String, Object> whole = Analysers.metrics(ANALYSERS, wholes.get(dataset));
          String median = Analysers.MEDIAN.toString();
          assertMiddle(merged.remove(median), sorted.getOrDefault(dataset, List.of()));
          whole.remove(median);
          Analysers.assertAlike(merged, whole);
        });
  }

  /** A sketch is held to what it promises: 1 % of the ranks, for each of the two merged. */
  private static void assertMiddle(Object median, List<Long> values) {
    if (values.isEmpty()) {
      assertThat(median).isEqualTo("nothing to measure");
      return;
    }
    double value = (Double) median;
    long below = values.stream().filter(other -> other < value).count();
    long upTo = values.stream().filter(other -> other <= value).count();
    double slack = 0.03 * values.size() + 1;
    assertThat(below - slack).isLessThanOrEqualTo(0.5 * values.size());
    assertThat(upTo + slack).isGreaterThanOrEqualTo(0.5 * values.size());
  }

  private static Map<Integer, List<Long>> sorted(Dataset<Row> rows) {
    return rows.groupBy("dataset").agg(functions.collect_list("b")).collectAsList().stream()
        .collect(Collectors.toMap(row -> row.getInt(0), row -> row.<Long>getList(1)));
  }

  private static Row merged(List<Aggregate> aggregates, List<Row> parts) {
    Object[] values = new Object[aggregates.size()];
    for (Row part : parts) {
      Row told = values(part, 2);
      for (int i = 0; i < values.length; i++) {
        // By way of text, as it is kept.
        Object kept = StateBytes.value(StateBytes.text(told.get(i)));
        values[i] = Aggregate.merging(aggregates.get(i).key()).merge(values[i], kept);
      }
    }
    return RowFactory.create(values);
  }

  private static Row values(Row row, int from) {
    Object[] values = new Object[row.size() - from];
    Arrays.setAll(values, i -> row.get(from + i));
    return RowFactory.create(values);
  }

  private static List<ScanShareableAnalyzer<?, ?>> analysers() {
    List<ScanShareableAnalyzer<?, ?>> all = new ArrayList<>(Analysers.EXACT);
    all.add(Analysers.MEDIAN);
    return List.copyOf(all);
  }

  /** Some datasets have no dirt, some hold nothing but nulls, some a NaN in one part. */
  private static List<Row> generated() {
    List<Row> rows = new ArrayList<>();
    for (int dataset = 0; dataset < DATASETS; dataset++) {
      Random random = new Random(dataset);
      int size = 1 + random.nextInt(300);
      int parts = 1 + random.nextInt(8);
      for (int i = 0; i < size; i++) {
        int part = random.nextInt(parts);
        boolean empty = dataset % 5 == 1 || dataset % 5 == 2 && part == 0;
        boolean nan = dataset % 5 == 3 && part == 1;
        rows.add(
            RowFactory.create(
                dataset,
                part,
                empty ? null : nan ? Double.NaN : 100 + random.nextGaussian(),
                empty || random.nextInt(9) == 0 ? null : (long) random.nextInt(1000),
                empty ? null : List.of("x", "12", "1.5", "true").get(random.nextInt(4)) + i % 7));
      }
    }
    return rows;
  }
}
