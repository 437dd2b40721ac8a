package io.ingot.features.online;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.ingot.core.project.FeatureView;
import io.ingot.features.view.Columns;
import io.ingot.features.view.ViewTable;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.StructType;

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

  private static final String ROW = "_ingot_row";

  private Latest() {}

  /**
   * As {@link io.ingot.features.asof.PointInTime#latest} chooses it, ties included, but with the
   * rows that say that there is nothing any more. Rows without a key are left out, since no key can
   * stand for them.
   */
  static Dataset<Row> at(Dataset<Row> table, FeatureView view, Instant now) {
    Column[] keys = keys(view);
    return table
        .filter(isSeen(now).and(isKeyed(view)))
        .groupBy(keys)
        .agg(max_by(row(table.schema(), view), struct(valid(), known(), gone(), tie(view))).as(ROW))
        .select(selected(keys));
  }

  /** Two rows of the same times are told apart by all of their features. */
  private static Column tie(FeatureView view) {
    return xxhash64(
        view.outputs().stream()
            // A null adds nothing to a hash, so that it would not matter which column is null.
            .flatMap(name -> Stream.of(Columns.named(name).isNull(), Columns.named(name)))
            .toArray(Column[]::new));
  }

  private static Column gone() {
    return col(ViewTable.DELETED).eqNullSafe(true);
  }

  private static Column row(StructType schema, FeatureView view) {
    List<Column> columns = new ArrayList<>();
    view.outputs().forEach(name -> columns.add(oneZero(name, schema.apply(name).dataType())));
    columns.add(expr("unix_micros(" + ViewTable.VALID_FROM + ")").as(VALID));
    columns.add(expr("unix_micros(" + ViewTable.KNOWN_TIME + ")").as(KNOWN));
    columns.add(gone().as(GONE));
    return struct(columns.toArray(Column[]::new));
  }

  /** A training set gives 0.0 for -0.0, which has other bytes. */
  private static Column oneZero(String name, DataType type) {
    Column value = Columns.named(name);
    return type instanceof DoubleType || type instanceof FloatType
        ? when(value.equalTo(0), lit(0).cast(type)).otherwise(value).as(name)
        : value;
  }

  private static Column[] selected(Column[] keys) {
    List<Column> columns = new ArrayList<>(List.of(keys));
    columns.add(col(ROW + ".*"));
    return columns.toArray(Column[]::new);
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
