package io.ingot.features.step;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.project.Aggregate;
import io.ingot.core.project.FeatureView;
import io.ingot.features.view.Columns;
import io.ingot.features.view.Moments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The entities and steps whose events differ between two versions of a view's input. What came and
 * went between them, or was written anew as it was, leaves no mark.
 */
final class Marks {
  /** The number of the step. */
  static final String STEP = "__step";

  /** When the change was committed, a timestamp. */
  static final String AT = "__at";

  /**
   * The same where the events do not say it: some were taken away, or changed without a later known
   * time; otherwise null.
   */
  static final String SILENT = "__silent";

  private static final String SIGN = "__sign";
  private static final String KIND = "_change_type";
  private static final String COMMITTED = "_commit_timestamp";
  private static final String KNOWN = "__known";
  private static final String TAKEN = "__taken";
  private static final String UNKNOWN = "__unknown";
  private static final String FIRST_PUT = "__first_put";
  private static final String LAST_TAKEN = "__last_taken";
  private static final String ANY_TAKEN = "__any_taken";

  private Marks() {}

  /**
   * By the input's change feed.
   *
   * @param feed as {@link io.ingot.core.lake.LakeTable#feed} gives it
   * @return one row of an entity and step: the keys in their declared types, {@link #STEP}, {@link
   *     #AT} and {@link #SILENT}
   */
  static Dataset<Row> of(List<Dataset<Row>> feed, FeatureView view) {
    Column sign = when(col(KIND).isin("insert", "update_postimage"), 1).otherwise(-1);
    return feed.stream()
        .map(part -> signed(Events.alive(part), sign, col(COMMITTED), view))
        .reduce((one, other) -> one.unionByName(other, true))
        .map(changes -> marks(changes, view))
        .orElseThrow();
  }

  /**
   * By all events of both versions.
   *
   * @param at when the later version was committed
   */
  static Dataset<Row> of(Dataset<Row> before, Dataset<Row> now, Instant at, FeatureView view) {
    return marks(
        signed(now, lit(1), lit(at), view).unionByName(signed(before, lit(-1), lit(at), view)),
        view);
  }

  private static Dataset<Row> signed(
      Dataset<Row> events, Column sign, Column at, FeatureView view) {
    List<Column> columns = new ArrayList<>(Columns.named(read(events, view)));
    columns.add(sign.as(SIGN));
    columns.add(at.as(AT));
    return events.select(columns.toArray(Column[]::new));
  }

  /** The columns on which the view's rows depend; all where a condition may name any of them. */
  private static Collection<String> read(Dataset<Row> events, FeatureView view) {
    boolean conditions =
        view.aggregated().values().stream()
            .map(Aggregate::over)
            .anyMatch(o -> o.where().isPresent());
    if (conditions) {
      return Stream.of(events.columns())
          .filter(name -> !Set.of(KIND, "_commit_version", COMMITTED).contains(name))
          .toList();
    }
    Set<String> read = new LinkedHashSet<>(view.entity().keySet());
    read.add(view.eventTime());
    read.add(view.knownTime());
    view.features().values().forEach(feature -> read.addAll(feature.columns()));
    return read;
  }

  private static Dataset<Row> marks(Dataset<Row> signed, FeatureView view) {
    Column[] row =
        Stream.of(signed.schema().fields())
            .filter(field -> !Set.of(SIGN, AT).contains(field.name()))
            .map(
                field ->
                    // A map cannot be grouped by.
                    field.dataType().catalogString().contains("map<")
                        ? to_json(struct(Columns.named(field.name()))).as(field.name())
                        : Columns.named(field.name()))
            .toArray(Column[]::new);
    Dataset<Row> different =
        signed.groupBy(row).agg(sum(SIGN).as(SIGN), max(AT).as(AT)).filter(col(SIGN).notEqual(0));
    List<Column> columns = new ArrayList<>();
    view.entity().forEach((key, type) -> columns.add(Columns.named(key).cast(type).as(key)));
    columns.add(new Steps(view).number(Columns.named(view.eventTime())).as(STEP));
    columns.add(Moments.reached(view.knownTime(), signed.schema()).as(KNOWN));
    columns.add(col(SIGN));
    columns.add(col(AT));

    List<String> of = new ArrayList<>(view.entity().keySet());
    of.add(STEP);
    Dataset<Row> steps =
        different
            .select(columns.toArray(Column[]::new))
            .filter(
                of.stream().map(n -> Columns.named(n).isNotNull()).reduce(lit(true), Column::and))
            .groupBy(Columns.named(of).toArray(Column[]::new))
            .agg(
                max(AT).as(AT),
                sum(SIGN).as(SIGN),
                count_if(col(SIGN).lt(0)).as(TAKEN),
                count_if(col(SIGN).gt(0).and(col(KNOWN).isNull())).as(UNKNOWN),
                min(when(col(SIGN).gt(0), col(KNOWN))).as(FIRST_PUT),
                max(when(col(SIGN).lt(0), col(KNOWN))).as(LAST_TAKEN));
    // Of all entities, since an event may have been moved to another.
    Dataset<Row> taken = steps.agg(max(LAST_TAKEN).as(ANY_TAKEN));
    return steps
        .crossJoin(broadcast(taken))
        .select(
            Stream.concat(
                    Columns.named(of).stream(),
                    Stream.of(col(AT), when(silent(), col(AT)).as(SILENT)))
                .toArray(Column[]::new));
  }

  private static Column silent() {
    Column later = coalesce(col(FIRST_PUT).gt(col(LAST_TAKEN)), lit(false));
    Column inPlace = col(TAKEN).gt(0).and(not(later.and(col(UNKNOWN).equalTo(0))));
    // What is known no later than something that was taken away was perhaps moved from there.
    Column moved = coalesce(col(FIRST_PUT).leq(col(ANY_TAKEN)), lit(false));
    return col(SIGN).lt(0).or(inPlace).or(moved);
  }
}
