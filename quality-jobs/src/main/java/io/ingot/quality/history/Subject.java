package io.ingot.quality.history;

import static org.apache.spark.sql.functions.approx_count_distinct;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.percentile_approx;
import static org.apache.spark.sql.functions.stddev_pop;
import static org.apache.spark.sql.functions.when;

import io.ingot.quality.history.Facts.Extent;
import io.ingot.quality.history.Facts.Kinds;
import io.ingot.quality.history.Facts.Lengths;
import io.ingot.quality.history.Facts.Quantile;
import io.ingot.quality.history.Facts.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A column that is profiled: what has to be measured of it, and what that tells.
 *
 * @param at its place, which makes its aliases its own
 */
record Subject(int at, StructField field, boolean personal) {
  private static final double SKETCH = 0.02;
  private static final int ACCURACY = 10_000;
  private static final double[] QUANTILES = {0.05, 0.25, 0.5, 0.75, 0.95};

  Column column() {
    return col(Quoted.sql(field.name()));
  }

  boolean isNumber() {
    return field.dataType() instanceof NumericType;
  }

  /** A type whose values can be shown and compared. */
  boolean isPlain() {
    DataType type = field.dataType();
    return !(type instanceof StructType
        || type instanceof ArrayType
        || type instanceof MapType
        || type instanceof BinaryType);
  }

  /** A numeric column's values as they are reckoned with: NaN is no number. */
  Column number() {
    Column number = column().cast("double");
    return isApproximate() ? when(not(isnan(column())), number) : number;
  }

  /** Everything that one pass can tell, by aliases of this column's own. */
  List<Column> measures() {
    List<Column> all = new ArrayList<>();
    all.add(count(when(column().isNull(), 1)).as(alias("nulls")));
    if (!isPlain()) {
      return all;
    }
    all.add(approx_count_distinct(column(), SKETCH).as(alias("distinct")));
    if (personal) {
      return all;
    }
    Column ordered = isApproximate() ? when(not(isnan(column())), column()) : column();
    all.add(min(ordered).cast("string").as(alias("least")));
    all.add(max(ordered).cast("string").as(alias("greatest")));
    if (isNumber()) {
      Column[] at =
          IntStream.range(0, QUANTILES.length)
              .mapToObj(i -> lit(QUANTILES[i]))
              .toArray(Column[]::new);
      all.add(count(number()).as(alias("numbers")));
      all.add(min(number()).as(alias("min")));
      all.add(max(number()).as(alias("max")));
      all.add(avg(number()).as(alias("mean")));
      all.add(stddev_pop(number()).as(alias("sd")));
      all.add(percentile_approx(number(), array(at), lit(ACCURACY)).as(alias("quantiles")));
    } else if (isText()) {
      all.add(min(length(column())).as(alias("shortest")));
      all.add(max(length(column())).as(alias("longest")));
      all.add(avg(length(column())).as(alias("length")));
      all.add(like("\\A[-+]?[0-9]+\\z").as(alias("integral")));
      all.add(like("\\A[-+]?([0-9]+\\.[0-9]*|\\.[0-9]+)\\z").as(alias("fractional")));
      all.add(like("(?i)\\A(true|false)\\z").as(alias("truth")));
      all.add(like("\\A[0-9]{4}-[0-9]{2}-[0-9]{2}\\z").as(alias("date")));
    }
    return all;
  }

  /** What was measured. */
  Facts facts(Row measured, long rows) {
    long nulls = measured.getAs(alias("nulls"));
    boolean shown = isPlain() && !personal;
    Optional<Extent> extent =
        shown && measured.getAs(alias("least")) != null
            ? Optional.of(
                new Extent(measured.getAs(alias("least")), measured.getAs(alias("greatest"))))
            : Optional.empty();
    boolean number = shown && isNumber();
    long numbers = number ? measured.<Long>getAs(alias("numbers")) : 0;
    return new Facts(
        field.name(),
        field.dataType().sql().toLowerCase(Locale.ROOT),
        personal,
        nulls,
        isPlain()
            ? OptionalLong.of(Math.min(measured.<Long>getAs(alias("distinct")), rows - nulls))
            : OptionalLong.empty(),
        number ? rows - nulls - numbers : 0,
        extent,
        numbers > 0 ? Optional.of(spread(measured)) : Optional.empty(),
        shown && isText() && rows > nulls ? Optional.of(lengths(measured)) : Optional.empty(),
        shown && isText() ? Optional.of(kinds(measured)) : Optional.empty(),
        List.of(),
        false,
        List.of());
  }

  private Spread spread(Row measured) {
    List<Double> at = measured.getList(measured.fieldIndex(alias("quantiles")));
    return new Spread(
        measured.<Double>getAs(alias("min")),
        measured.<Double>getAs(alias("max")),
        measured.<Double>getAs(alias("mean")),
        measured.<Double>getAs(alias("sd")),
        IntStream.range(0, QUANTILES.length)
            .mapToObj(i -> new Quantile(QUANTILES[i], at.get(i)))
            .toList());
  }

  private Lengths lengths(Row measured) {
    return new Lengths(
        measured.<Integer>getAs(alias("shortest")),
        measured.<Integer>getAs(alias("longest")),
        measured.<Double>getAs(alias("length")));
  }

  private Kinds kinds(Row measured) {
    return new Kinds(
        measured.<Long>getAs(alias("integral")),
        measured.<Long>getAs(alias("fractional")),
        measured.<Long>getAs(alias("truth")),
        measured.<Long>getAs(alias("date")));
  }

  private Column like(String pattern) {
    return count(when(column().rlike(pattern), 1));
  }

  private boolean isText() {
    return field.dataType() instanceof StringType;
  }

  private boolean isApproximate() {
    return field.dataType() instanceof FloatType || field.dataType() instanceof DoubleType;
  }

  private String alias(String what) {
    return "_" + at + "_" + what;
  }
}
