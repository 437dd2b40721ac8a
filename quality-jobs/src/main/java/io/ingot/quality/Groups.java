package io.ingot.quality;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.storage.StorageLevel;

/** The groups of several rules, counted by one scan of the columns that they are made of. */
final class Groups {
  private static final String SET = "_set";
  private static final String KEY = "_key";
  private static final String EACH = "_each";
  private static final String ROWS = "_rows";
  private static final String X = "_x";
  private static final String Y = "_y";
  private static final Column C = col(ROWS);

  private final List<Grouping> groupings;
  private final Map<Grouping, Long> rows;
  private final Set<Grouping> pairs;
  private final List<Column> keys;
  private final Supplier<Dataset<Row>> written;
  private Optional<Map<Grouping, Tally>> counted = Optional.empty();

  /**
   * @param rows in a group, by grouping
   * @param pairs groupings by two columns of which is asked what one tells about the other
   * @param written reads back the rows that are grouped
   */
  Groups(Map<Grouping, Long> rows, Set<Grouping> pairs, Supplier<Dataset<Row>> written) {
    this.groupings = rows.keySet().stream().filter(each -> rows.get(each) > 0).toList();
    this.rows = Map.copyOf(rows);
    this.pairs = Set.copyOf(pairs);
    this.keys =
        groupings.stream().flatMap(grouping -> grouping.keys().stream()).distinct().toList();
    this.written = written;
  }

  /** Rows that are in a group. */
  long rows(Grouping grouping) {
    return rows.get(grouping);
  }

  /** What there is of the groups of a grouping that has rows. */
  Tally tally(Grouping grouping) {
    Map<Grouping, Tally> tallies = counted.orElseGet(this::tallies);
    counted = Optional.of(tallies);
    return tallies.get(grouping);
  }

  private Map<Grouping, Tally> tallies() {
    Dataset<Row> frequencies = frequencies();
    if (pairs.isEmpty()) {
      return tallies(frequencies);
    }
    Dataset<Row> kept = frequencies.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return tallies(kept);
    } finally {
      kept.unpersist();
    }
  }

  private Map<Grouping, Tally> tallies(Dataset<Row> frequencies) {
    Map<Grouping, Tally> tallies = new HashMap<>();
    Column share = C.divide(total());
    for (Row row :
        frequencies
            .groupBy(SET)
            .agg(
                count(lit(1)),
                count(when(C.equalTo(1), 1)),
                sum(share.multiply(log(share)).multiply(-1)))
            .collectAsList()) {
      Grouping grouping = groupings.get(row.getInt(0));
      double mutual = pairs.contains(grouping) ? mutual(grouping, frequencies) : Double.NaN;
      tallies.put(grouping, new Tally(row.getLong(1), row.getLong(2), row.getDouble(3), mutual));
    }
    return tallies;
  }

  /**
   * The sum of {@code p(x,y) ln(p(x,y) / (p(x) p(y)))} over the pairs without null; those with one
   * are counted in {@code p}, as Deequ does.
   */
  private double mutual(Grouping pair, Dataset<Row> frequencies) {
    double n = rows(pair);
    List<Column> own = pair.keys();
    Column x = col(KEY + keys.indexOf(own.get(0)));
    Column y = col(KEY + keys.indexOf(own.get(own.size() - 1)));
    Column share = C.divide(n);
    Column independent = col(X).divide(n).multiply(col(Y).divide(n));
    Row sum =
        frequencies
            .where(col(SET).equalTo(groupings.indexOf(pair)))
            .withColumn(X, sum(C).over(Window.partitionBy(x)))
            .withColumn(Y, sum(C).over(Window.partitionBy(y)))
            .where(x.isNotNull().and(y.isNotNull()))
            .agg(sum(share.multiply(log(share.divide(independent)))))
            .first();
    return sum.isNullAt(0) ? Double.NaN : sum.getDouble(0);
  }

  /** How many rows each group has, of each grouping. */
  private Dataset<Row> frequencies() {
    List<Column> columns = new ArrayList<>();
    columns.add(col(SET));
    IntStream.range(0, keys.size()).forEach(i -> columns.add(col(KEY + i)));
    Column grouped =
        columns.stream().skip(1).map(Column::isNotNull).reduce(Column::or).orElseThrow();
    return each()
        .where(grouped)
        .groupBy(columns.toArray(Column[]::new))
        .agg(count(lit(1)).as(ROWS));
  }

  /** Every row once for each grouping, with the values that this one groups by. */
  private Dataset<Row> each() {
    List<Column[]> sets = groupings.stream().map(this::set).toList();
    return sets.size() == 1
        ? written.get().select(sets.get(0))
        : written
            .get()
            .select(
                explode(array(sets.stream().map(set -> struct(set)).toArray(Column[]::new)))
                    .as(EACH))
            .select(EACH + ".*");
  }

  private Column[] set(Grouping grouping) {
    List<Column> own = grouping.keys();
    List<Column> set = new ArrayList<>();
    set.add(lit(groupings.indexOf(grouping)).as(SET));
    for (int i = 0; i < keys.size(); i++) {
      Column key = keys.get(i);
      // A null of the key's own type.
      set.add((own.contains(key) ? key : when(lit(false), key)).as(KEY + i));
    }
    return set.toArray(Column[]::new);
  }

  private Column total() {
    return groupings.stream()
        .map(each -> when(col(SET).equalTo(groupings.indexOf(each)), (double) rows(each)))
        .reduce((one, other) -> coalesce(one, other))
        .orElseThrow();
  }

  /**
   * What there is of groups.
   *
   * @param groups number of groups
   * @param single number of groups of one row
   * @param entropy in nats
   * @param mutual what one of two columns tells about the other, in nats; NaN where no row has
   *     both, or nobody asks
   */
  record Tally(long groups, long single, double entropy, double mutual) {}
}
