package io.ingot.etl.silver.contract;

import static org.apache.spark.sql.functions.base64;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.upper;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.ColumnContract;
import io.ingot.core.project.ColumnContract.LetterCase;
import io.ingot.core.project.ColumnContract.Outcome;
import io.ingot.core.project.Limit;
import io.ingot.core.project.Literals;
import io.ingot.core.project.Reject;
import io.ingot.core.project.TableName;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * How a bronze field becomes a value of a declared type: made ready, given its default, read. What
 * does not fit the type has no value, and a reason.
 */
public record TypedColumn(
    String name, ColumnContract contract, DataType type, DataType bronzeType) {
  /** Everything that Unicode calls white space. */
  private static final String WHITE =
      " \t\n\u000B\f\r\u001C\u001D\u001E\u001F\u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004"
          + "\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000";

  /**
   * @throws ProjectException when no value of the bronze type can become one of the declared
   */
  static TypedColumn of(
      TableName table, String name, ColumnContract contract, DataType bronzeType) {
    DataType type = DataType.fromDDL(contract.type());
    if (!Cast.canAnsiCast(bronzeType, type)) {
      throw new ProjectException(
          "Cannot fill "
              + table
              + ": "
              + name
              + " comes as "
              + bronzeType.simpleString()
              + ", which never becomes "
              + type.simpleString()
              + ". Change its type or 'from' in silver/"
              + table.name()
              + ".yml.");
    }
    return new TypedColumn(name, contract, type, bronzeType);
  }

  /** Whether there is something to do with text before it is read. */
  boolean isPrepared() {
    return isText()
        && (contract.trim()
            || contract.letterCase().isPresent()
            || contract.normalForm().isPresent());
  }

  /** What came, made ready to be read; in another type than text it is ready as it comes. */
  Column ready(Column came) {
    if (!isText()) {
      return came;
    }
    Column ready = contract.normalForm().map(form -> NormalText.of(came, form)).orElse(came);
    if (contract.trim()) {
      ready = nullif(trim(ready, WHITE), lit(""));
    }
    Column trimmed = ready;
    return contract
        .letterCase()
        .map(letters -> letters == LetterCase.LOWER ? lower(trimmed) : upper(trimmed))
        .orElse(trimmed);
  }

  /** The value in the declared type; null where what is ready does not fit it. */
  Column value(Column ready) {
    Column read = reading().value(ready);
    Column value = isScanned() ? when(not(TextScan.hasControl(ready)), read) : read;
    return contract
        .fallback()
        .map(text -> when(ready.isNull(), Reading.cast(lit(text), type)).otherwise(value))
        .orElse(value);
  }

  /**
   * What makes a value unfit for the type, by reason code; conditions are never null, and one at
   * most holds.
   *
   * @param value what {@link #value} made of it
   */
  Map<String, Column> misfits(Column ready, Column value) {
    Map<String, Column> reasons = new LinkedHashMap<>();
    if (isScanned()) {
      reasons.put("CONTROL_CHAR", TextScan.hasControl(ready));
    }
    reasons.putAll(reading().reasons(ready));
    Map<String, Column> misfits = new LinkedHashMap<>();
    Column unfit = ready.isNotNull().and(value.isNull());
    for (Map.Entry<String, Column> reason : reasons.entrySet()) {
      Column told = Reading.surely(reason.getValue());
      misfits.put(reason.getKey(), unfit.and(told));
      unfit = unfit.and(not(told));
    }
    return misfits;
  }

  /** An allowed value, as the declared type compares it. */
  Column allowed(String text) {
    if (type instanceof NumericType && !(type instanceof FloatType)) {
      // An exact number, since a cast to a decimal would round it.
      return lit(new BigDecimal(text));
    }
    return isTime() ? lit(moment(Literals.moment(text))) : Reading.cast(lit(text), type);
  }

  Column limit(Limit limit) {
    return allowed(limit.text());
  }

  /** The first moment of a day of the calendar, as the declared type compares it. */
  Column startOf(LocalDate day) {
    return type instanceof DateType ? lit(day) : lit(moment(day.atStartOfDay()));
  }

  /** What came, as a person may read it. */
  Column shown(Column came) {
    return bronzeType instanceof BinaryType ? base64(came) : came.cast("string");
  }

  /** What becomes of a row whose value cannot be stored, and so not be published with a warning. */
  Outcome unpublishable() {
    return contract.otherwise() == Outcome.WARN ? Outcome.QUARANTINE : contract.otherwise();
  }

  /** For the share of rows that break a rule of the column. */
  Reject limits() {
    return new Reject(contract.warn(), contract.fail());
  }

  boolean isText() {
    return bronzeType instanceof StringType;
  }

  boolean isString() {
    return type instanceof StringType;
  }

  /** A date, or a moment. */
  boolean isDated() {
    return isTime() || type instanceof DateType;
  }

  /** A cast passes over control characters at the ends of a text. */
  private boolean isScanned() {
    return isText() && !isString();
  }

  private Reading reading() {
    return Reading.of(contract, type, bronzeType);
  }

  private boolean isTime() {
    return type instanceof TimestampType || type instanceof TimestampNTZType;
  }

  private Object moment(LocalDateTime local) {
    ZoneId zone = contract.zone().map(zoned -> zoned.id()).orElse(ZoneOffset.UTC);
    return type instanceof TimestampNTZType ? local : local.atZone(zone).toInstant();
  }
}
