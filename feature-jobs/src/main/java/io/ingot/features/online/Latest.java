package io.ingot.features.online;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.ingot.core.project.FeatureView;
import io.ingot.features.asof.PointInTime;
import io.ingot.features.asof.ViewInput;
import io.ingot.features.view.Columns;
import io.ingot.features.view.ViewTable;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The one row of each entity that holds at a moment: of those with valid_from and known_time not
 * after it the one with the greatest of both, valid_from first.
 *
 * <p>Columns: the keys, the features, {@link #VALID} and {@link #KNOWN} as microseconds since 1970,
 * {@link #GONE}.
 */
final class Latest {
  static final String VALID = "_ingot_valid";
  static final String KNOWN = "_ingot_known";

  /** Whether the row says that the entity has no values any more. */
  static final String GONE = "_ingot_gone";

  private Latest() {}

  /**
   * As {@link PointInTime#held} chooses it. Rows without a key are left out, since no key can stand
   * for them.
   */
  static Dataset<Row> at(Dataset<Row> table, FeatureView view, Instant now) {
    List<Column> columns = new ArrayList<>(List.of(keys(view)));
    columns.addAll(Columns.named(view.outputs()));
    columns.add(expr("unix_micros(" + ViewTable.VALID_FROM + ")").as(VALID));
    columns.add(expr("unix_micros(" + ViewTable.KNOWN_TIME + ")").as(KNOWN));
    columns.add(col(ViewTable.DELETED).as(GONE));
    return PointInTime.held(ViewInput.whole(view, table), now)
        .select(columns.toArray(Column[]::new));
  }

  /** The table's rows of the entities that another table names. */
  static Dataset<Row> of(Dataset<Row> table, Dataset<Row> entities, FeatureView view) {
    return table.join(entities, view.entity().keySet().toArray(String[]::new), "left_semi");
  }

  /** The entities of rows, each once. */
  static Dataset<Row> entities(Dataset<Row> rows, FeatureView view) {
    return rows.filter(isKeyed(view)).select(keys(view)).distinct();
  }

  /**
   * Rows that were in the table when it was pushed last, and whose time came since: because they
   * begin to hold or to be known only now, or because their time to live ended.
   */
  static Column cameOfAge(Ttl ttl, Instant last, Instant now) {
    Column came = isSeen(now).and(isWithin(valid(), last, now).or(isWithin(known(), last, now)));
    return ttl.length()
        // At exactly its time to live a value still holds.
        .map(
            length ->
                came.or(
                    valid()
                        .geq(at(last.minus(length)))
                        .and(valid().lt(at(now.minus(length))))
                        .and(isSeen(now))))
        .orElse(came);
  }

  /** Rows of a table that could be served at a moment or later, by their time to live alone. */
  static Column servedAt(Ttl ttl, Instant moment) {
    return ttl.length().map(length -> valid().geq(at(moment.minus(length)))).orElse(lit(true));
  }

  /** Of the rows of {@link #at} those that give values at a moment. */
  static Column isAlive(Ttl ttl, Instant now) {
    Column held = not(col(GONE));
    return ttl.length()
        .map(length -> held.and(col(VALID).geq(Marker.micros(now.minus(length)))))
        .orElse(held);
  }

  private static Column isWithin(Column time, Instant after, Instant upTo) {
    return time.gt(at(after)).and(time.leq(at(upTo)));
  }

  private static Column isSeen(Instant now) {
    return valid().leq(at(now)).and(known().leq(at(now)));
  }

  private static Column isKeyed(FeatureView view) {
    return Columns.named(view.entity().keySet()).stream()
        .map(Column::isNotNull)
        .reduce(Column::and)
        .orElseThrow();
  }

  private static Column[] keys(FeatureView view) {
    return Columns.named(view.entity().keySet()).toArray(Column[]::new);
  }

  private static Column valid() {
    return col(ViewTable.VALID_FROM);
  }

  private static Column known() {
    return col(ViewTable.KNOWN_TIME);
  }

  private static Column at(Instant moment) {
    return lit(Timestamp.from(moment));
  }
}
