package io.ingot.features.training;

import static org.apache.spark.sql.functions.lit;

import io.ingot.core.lake.Lake;
import io.ingot.core.project.Split;
import io.ingot.features.asof.LabelTerms;
import io.ingot.features.asof.PointInTime;
import io.ingot.features.asof.Reason;
import io.ingot.features.asof.Tally;
import io.ingot.features.asof.ViewInput;
import io.ingot.features.prepare.Augmenting;
import io.ingot.features.prepare.Splitting;
import io.ingot.features.prepare.TimeSplit;
import io.ingot.features.view.Columns;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * The rows of a training set before anything is learned from them, kept on the disks of the cluster
 * until this is closed, since they are read several times and the join need not run again for it.
 */
final class Assembled implements AutoCloseable {
  private static final String LATER = "_later";

  private final Dataset<Row> stored;
  private final List<ViewInput> views;
  private final Map<String, Long> parts = new TreeMap<>();
  private final List<ViewTally> tallies = new ArrayList<>();

  private Assembled(Dataset<Row> stored, List<ViewInput> views) {
    this.stored = stored;
    this.views = views;
  }

  /** Joins, splits and counts. */
  static Assembled of(Inputs inputs, Lake lake) {
    List<ViewInput> views = inputs.joined(lake);
    Dataset<Row> joined = joined(inputs, views);
    // Splitting reads its rows twice then, and the join is what takes long.
    Optional<Dataset<Row>> kept =
        Optional.of(joined)
            .filter(rows -> !isSplit(rows))
            .map(rows -> rows.persist(StorageLevel.DISK_ONLY()));
    Assembled assembled =
        new Assembled(placed(inputs, views, joined).persist(StorageLevel.DISK_ONLY()), views);
    try {
      assembled.count();
      return assembled;
    } catch (RuntimeException e) {
      assembled.close();
      throw e;
    } finally {
      kept.ifPresent(Dataset::unpersist);
    }
  }

  /**
   * The labels' columns, the views' and why each view gave values or none. With {@code _split},
   * unless it is a feature that decides it: labels are split before the join, so that a stratified
   * split, which reads its rows twice, does not join twice.
   */
  static Dataset<Row> joined(Inputs inputs, List<ViewInput> views) {
    Recipe recipe = inputs.recipe();
    boolean byFeature =
        recipe
            .split()
            .flatMap(Split::stratify)
            .filter(column -> !List.of(inputs.labels().columns()).contains(column))
            .isPresent();
    LabelTerms terms =
        new LabelTerms(recipe.labels().columns().time(), recipe.knownTime(), recipe.at());
    return PointInTime.explained(
        byFeature ? inputs.labels() : split(inputs, inputs.labels()), terms, views);
  }

  /**
   * All rows: the labels' columns, the views', {@code _split}, why each view gave values or none,
   * and {@link RowOrder#PLACE}.
   */
  private static Dataset<Row> placed(Inputs inputs, List<ViewInput> views, Dataset<Row> joined) {
    Recipe recipe = inputs.recipe();
    Dataset<Row> split = isSplit(joined) ? joined : split(inputs, joined);
    Dataset<Row> last =
        split
            .withColumn(LATER, functions.col(TimeSplit.SPLIT))
            .drop(TimeSplit.SPLIT)
            .withColumnRenamed(LATER, TimeSplit.SPLIT);
    Dataset<Row> all =
        recipe
            .augment()
            .map(terms -> uncounted(Augmenting.of(last, terms, recipe.seed()), views))
            .orElse(last);
    StructType contents = without(all, views).drop(TimeSplit.SPLIT).schema();
    return RowOrder.placed(all, contents, recipe.seed());
  }

  private static boolean isSplit(Dataset<Row> rows) {
    return List.of(rows.columns()).contains(TimeSplit.SPLIT);
  }

  private static Dataset<Row> split(Inputs inputs, Dataset<Row> rows) {
    Recipe recipe = inputs.recipe();
    List<String> keys = List.copyOf(Inputs.keys(inputs.views()).keySet());
    return recipe
        .split()
        .map(
            terms ->
                Splitting.of(rows, terms, keys, recipe.labels().columns().time(), recipe.seed()))
        .orElseGet(() -> rows.withColumn(TimeSplit.SPLIT, lit(TimeSplit.TRAIN)));
  }

  /** A changed twin is no label row, and tells nothing of the views. */
  private static Dataset<Row> uncounted(Dataset<Row> rows, List<ViewInput> views) {
    Dataset<Row> uncounted = rows;
    for (ViewInput view : views) {
      String marker = PointInTime.marker(view);
      uncounted =
          uncounted.withColumn(
              marker,
              functions.when(
                  functions.not(functions.col(Augmenting.AUGMENTED)), Columns.named(marker)));
    }
    return uncounted;
  }

  private static Dataset<Row> without(Dataset<Row> rows, List<ViewInput> views) {
    return rows.drop(views.stream().map(PointInTime::marker).toArray(String[]::new));
  }

  /** The rows with their columns, {@code _split} and {@link RowOrder#PLACE}. */
  Dataset<Row> rows() {
    return without(stored, views);
  }

  /** How many rows each part has. */
  Map<String, Long> parts() {
    return parts;
  }

  /** What became of the label rows, by view. */
  List<ViewTally> views() {
    return tallies;
  }

  private void count() {
    Tally tally = new Tally(views);
    Map<String, Map<Reason, Long>> reasons = new LinkedHashMap<>();
    List<Row> counted =
        stored
            .groupBy(Columns.named(TimeSplit.SPLIT))
            .agg(functions.count(lit(1)).as("_rows"), tally.counts().toArray(Column[]::new))
            .collectAsList();
    for (Row part : counted) {
      parts.put(part.getString(0), part.getLong(1));
      tally
          .read(named(part))
          .forEach(
              (view, counts) ->
                  counts.forEach(
                      (reason, rows) ->
                          reasons
                              .computeIfAbsent(view, none -> new EnumMap<>(Reason.class))
                              .merge(reason, rows, Long::sum)));
    }
    views.forEach(
        input -> {
          String view = input.view().name().toString();
          tallies.add(ViewTally.of(view, reasons.getOrDefault(view, Map.of())));
        });
  }

  private static Map<String, Object> named(Row row) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String name : row.schema().fieldNames()) {
      values.put(name, row.getAs(name));
    }
    return values;
  }

  @Override
  public void close() {
    stored.unpersist();
  }
}
