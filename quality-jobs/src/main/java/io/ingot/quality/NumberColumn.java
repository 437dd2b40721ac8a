package io.ingot.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StructField;

/**
 * The numbers of a column: neither null nor NaN, which is no number and would make every other
 * measure of the column NaN too.
 *
 * @param where the rows that are looked at
 */
record NumberColumn(StructField field, Where where) {
  /** The column's name in SQL. */
  String name() {
    return Columns.quoted(field.name());
  }

  /** Rows of which a number is taken if it is there. */
  Where numbers() {
    return isApproximate() ? where.and("NOT isnan(" + name() + ")") : where;
  }

  /** The numbers; null elsewhere. */
  Column present() {
    return when(numbers().rows(), col(name()));
  }

  /** The numbers as such that their sum does not overflow. */
  Column wide() {
    return field.dataType() instanceof LongType ? present().cast("decimal(20,0)") : present();
  }

  /** Counts the numbers. */
  Column values() {
    return count(present());
  }

  /** Counts the values that are NaN. */
  Column missed() {
    Column missed = isApproximate() ? where.rows().and(isnan(col(name()))) : lit(false);
    return count(when(missed, 1));
  }

  /** A value of the column as a double in the digits that the column shows: a float 0.1 is 0.1. */
  double shown(double value) {
    return field.dataType() instanceof FloatType
        ? Double.parseDouble(Float.toString((float) value))
        : value;
  }

  /** Whether a number is less than one end or greater than the other. */
  Column beyond(double least, double greatest) {
    Column number = present().cast("double");
    return not(number.between(lit(least), lit(greatest)));
  }

  private boolean isApproximate() {
    return Literals.isApproximate(field.dataType());
  }
}
