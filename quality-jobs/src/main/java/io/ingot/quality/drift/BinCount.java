package io.ingot.quality.drift;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Counts rows by bin, for any number of columns in one pass. Spark has no expression that finds a
 * bin by search; hundreds of conditional sums would not be compiled any more.
 */
final class BinCount implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;
  private static final StructType COUNTS = StructType.fromDDL("place INT, n BIGINT");

  private final List<Bins> bins;

  private BinCount(List<Bins> bins) {
    this.bins = List.copyOf(bins);
  }

  /**
   * What is counted.
   *
   * @param holds whether a row is counted, never null
   */
  record Counted(Column holds, Column value, Bins bins) {}

  /** Rows by bin of each. */
  static List<Histogram> of(Dataset<Row> rows, List<Counted> counted) {
    if (counted.isEmpty()) {
      return List.of();
    }
    List<Column> columns = new ArrayList<>();
    for (Counted one : counted) {
      columns.add(one.holds().as("h" + columns.size()));
      columns.add(one.value().as("v" + columns.size()));
    }
    Column any =
        counted.stream().map(Counted::holds).distinct().reduce(Column::or).orElse(lit(true));
    BinCount count = new BinCount(counted.stream().map(Counted::bins).toList());
    long[] totals = new long[count.size()];
    rows.where(any)
        .select(columns.toArray(Column[]::new))
        .mapPartitions(count, Encoders.row(COUNTS))
        .groupBy("place")
        .agg(sum("n"))
        .collectAsList()
        .forEach(row -> totals[row.getInt(0)] = row.getLong(1));
    List<Histogram> histograms = new ArrayList<>();
    int from = 0;
    for (Counted one : counted) {
      int to = from + one.bins().size();
      histograms.add(
          new Histogram(
              one.bins(), IntStream.range(from, to).mapToObj(place -> totals[place]).toList()));
      from = to;
    }
    return histograms;
  }

  private int size() {
    return bins.stream().mapToInt(Bins::size).sum();
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    List<ToIntFunction<Object>> finders = bins.stream().map(Bins::finder).toList();
    int[] starts = starts();
    long[] counts = new long[size()];
    while (rows.hasNext()) {
      Row row = rows.next();
      for (int i = 0; i < starts.length; i++) {
        if (row.getBoolean(2 * i)) {
          counts[starts[i] + finders.get(i).applyAsInt(row.get(2 * i + 1))]++;
        }
      }
    }
    return IntStream.range(0, counts.length)
        .filter(place -> counts[place] > 0)
        .mapToObj(place -> RowFactory.create(place, counts[place]))
        .iterator();
  }

  private int[] starts() {
    int[] starts = new int[bins.size()];
    for (int i = 1; i < starts.length; i++) {
      starts[i] = starts[i - 1] + bins.get(i - 1).size();
    }
    return starts;
  }
}
