package io.ingot.features.asof;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.ingot.features.view.Columns;
import io.ingot.features.view.ViewTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.RowOrdering;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.StructType;

/**
 * A row of a view as one value, made so that of two that may be used the greater one holds: by
 * {@code valid_from}, {@code known_time}, whether it says that there is nothing more, and, where
 * all of those are the same, by the features. The last goes by a hash of all of the view's
 * features, so that the same row wins whichever of them are asked for.
 */
final class Values {
  private static final String FROM = "from";
  private static final String KNOWN = "known";
  private static final String GONE = "gone";
  private static final String TIE = "tie";
  private static final String VALUE = "v";

  private final ViewInput input;
  private final DataType type;

  /**
   * @throws io.ingot.core.error.ProjectException when the table does not fit, as {@link Askable}
   *     says
   */
  Values(ViewInput input) {
    Askable.require(input);
    this.input = input;
    this.type = input.rows().select(value().as(VALUE)).schema().apply(VALUE).dataType();
  }

  ViewInput input() {
    return input;
  }

  /** The view's rows that may be of use: those of a whole key that say from when they hold. */
  Dataset<Row> rows() {
    return input
        .rows()
        .filter(
            Stream.concat(input.view().entity().keySet().stream(), Stream.of(ViewTable.VALID_FROM))
                .map(name -> Columns.named(name).isNotNull())
                .reduce(lit(true), Column::and));
  }

  /** From when on a row may be used; null where that is never. */
  Column usableFrom(LabelTerms terms) {
    Column from = Columns.named(ViewTable.VALID_FROM);
    Column known = Columns.named(ViewTable.KNOWN_TIME);
    return terms.heedsKnownTime() ? when(known.isNotNull(), greatest(from, known)) : from;
  }

  /** A row as one value. */
  Column value() {
    StructType schema = input.rows().schema();
    List<Column> fields = new ArrayList<>();
    fields.add(Columns.named(ViewTable.VALID_FROM).as(FROM));
    fields.add(Columns.named(ViewTable.KNOWN_TIME).as(KNOWN));
    fields.add(Columns.named(ViewTable.DELETED).eqNullSafe(true).as(GONE));
    fields.add(tie(schema).as(TIE));
    for (int i = 0; i < input.columns().size(); i++) {
      fields.add(oneZero(input.columns().get(i), schema).as(VALUE + i));
    }
    return struct(fields.toArray(Column[]::new));
  }

  /** The type of {@link #value}. */
  DataType type() {
    return type;
  }

  static Column from(Column value) {
    return value.getField(FROM);
  }

  static Column known(Column value) {
    return value.getField(KNOWN);
  }

  static Column isGone(Column value) {
    return value.getField(GONE);
  }

  /** The asked columns of a value, in the order asked. */
  List<Column> columns(Column value) {
    return IntStream.range(0, input.columns().size())
        .mapToObj(i -> value.getField(VALUE + i))
        .toList();
  }

  /**
   * Whether a value is too old at a time that is not before it: one of exactly the view's {@code
   * ttl} is not.
   */
  Column isExpired(Column value, Column time) {
    return input
        .view()
        .ttl()
        .map(ttl -> not(coalesce(age(value, time).leq(micros(ttl)), lit(false))))
        .orElse(lit(false));
  }

  /** Null where it is beyond what a number of microseconds can say. */
  private static Column age(Column value, Column time) {
    return call_function("try_subtract", unix_micros(time), unix_micros(from(value)));
  }

  private static long micros(Duration ttl) {
    try {
      return Math.addExact(Math.multiplyExact(ttl.getSeconds(), 1_000_000L), ttl.getNano() / 1_000);
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  private Column tie(StructType schema) {
    Column[] parts =
        input.view().outputs().stream()
            .filter(name -> Arrays.asList(schema.fieldNames()).contains(name))
            .filter(name -> RowOrdering.isOrderable(schema.apply(name).dataType()))
            // A null adds nothing to a hash, so that it would not matter which column is null.
            .flatMap(name -> Stream.of(Columns.named(name).isNull(), Columns.named(name)))
            .toArray(Column[]::new);
    return xxhash64(parts);
  }

  /** 0.0 and -0.0 are alike in every order, so that chance would decide between them. */
  private static Column oneZero(String name, StructType schema) {
    DataType type = schema.apply(name).dataType();
    Column value = Columns.named(name);
    return type instanceof DoubleType || type instanceof FloatType
        ? when(value.equalTo(0), lit(0).cast(type)).otherwise(value)
        : value;
  }
}
