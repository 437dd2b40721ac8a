package io.ingot.etl.silver.contract;

import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.try_to_timestamp;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.project.ColumnContract;
import io.ingot.core.project.Zone;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import scala.Option;

/** Dates and moments. */
record TimeReading(ColumnContract contract, DataType type, DataType from) implements Reading {
  private static final String STRICT_DATE = "yyyy-MM-dd";

  /** {@code yyyy-MM-dd HH:mm:ss.SSSSSS}: a shorter text has no digits that would be cut off. */
  private static final int MICROS_LENGTH = 26;

  /** Longer than any time of day with its zone. */
  private static final int REST = 64;

  private static final Pattern QUOTED = Pattern.compile("'[^']*'");
  private static final Pattern OFFSET_LETTER = Pattern.compile("[XxZVzO]");

  @Override
  public Column value(Column came) {
    if (type.equals(from)) {
      return came;
    }
    if (!(from instanceof StringType)) {
      return isLocal() ? zone().map(zone -> at(zone, local(came))).orElse(cast(came)) : cast(came);
    }
    return pattern().map(format -> parsed(came, format)).orElseGet(() -> plain(came));
  }

  @Override
  public Map<String, Column> reasons(Column came) {
    Map<String, Column> reasons = new LinkedHashMap<>();
    if (zone().isPresent() && !type.equals(from)) {
      reasons.put("AMBIGUOUS_TIME", local(came).isNotNull());
    }
    reasons.put(type instanceof DateType ? "BAD_DATE" : "BAD_TIMESTAMP", lit(true));
    return reasons;
  }

  private Optional<Zone> zone() {
    return type instanceof TimestampType ? contract.zone() : Optional.empty();
  }

  private boolean isLocal() {
    return from instanceof TimestampNTZType || from instanceof DateType;
  }

  /** What clocks showed; null where the text tells its own offset, or is no time. */
  private Column local(Column came) {
    if (!(from instanceof StringType)) {
      return Reading.cast(came, DataTypes.TimestampNTZType);
    }
    return pattern()
        .map(
            format ->
                tellsOffset(format)
                    ? lit(null).cast(DataTypes.TimestampNTZType)
                    : try_to_timestamp(came, lit(format)).cast(DataTypes.TimestampNTZType))
        .orElseGet(
            () ->
                when(
                    isMoment(came).and(not(tellsOffset(came))),
                    Reading.cast(came, DataTypes.TimestampNTZType)));
  }

  private Column parsed(Column came, String format) {
    return zone().isPresent() && !tellsOffset(format)
        ? at(zone().get(), local(came))
        : try_to_timestamp(came, lit(format)).cast(type);
  }

  private Column plain(Column came) {
    if (type instanceof TimestampNTZType) {
      // A cast would drop the offset and keep the rest.
      return local(came);
    }
    return zone()
        .map(
            zone ->
                when(isMoment(came).and(tellsOffset(came)), cast(came))
                    .otherwise(at(zone, local(came))))
        .orElseGet(() -> when(isMoment(came), cast(came)));
  }

  private Column at(Zone zone, Column local) {
    return zone.id().getRules().isFixedOffset()
        ? Reading.cast(local, type, Option.apply(zone.id().getId()))
        : LocalTime.of(local, zone, contract.ambiguous());
  }

  private Optional<String> pattern() {
    // A plain cast takes "1998" for the first of January.
    return contract
        .format()
        .or(() -> type instanceof DateType ? Optional.of(STRICT_DATE) : Optional.empty());
  }

  /**
   * A plain cast also takes "1998", takes "12:30" for today, cuts nanoseconds off, and moves a time
   * that a named zone never had.
   */
  private static Column isMoment(Column came) {
    Column dated =
        length(came)
            .geq(STRICT_DATE.length())
            .and(came.substr(5, 1).equalTo("-"))
            .and(came.substr(8, 1).equalTo("-"));
    return dated
        .and(length(came).leq(MICROS_LENGTH).or(not(came.rlike("\\.\\d{6}\\d*[1-9]"))))
        .and(not(came.contains("/")));
  }

  private static Column tellsOffset(Column came) {
    return came.substr(STRICT_DATE.length() + 2, REST).rlike("[A-Za-z+-]");
  }

  private static boolean tellsOffset(String format) {
    return OFFSET_LETTER.matcher(QUOTED.matcher(format).replaceAll("")).find();
  }

  private Column cast(Column came) {
    return Reading.cast(came, type);
  }
}
