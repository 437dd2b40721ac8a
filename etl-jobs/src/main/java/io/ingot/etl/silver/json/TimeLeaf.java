package io.ingot.etl.silver.json;

import io.ingot.core.project.ColumnContract;
import io.ingot.core.project.ColumnContract.Ambiguous;
import io.ingot.core.project.Zone;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Dates and times in text by ISO 8601. */
final class TimeLeaf {
  private static final int EARLIEST_YEAR = 1900;
  private static final int LATEST_YEAR = 2200;
  private static final int NANOS_OF_A_MICRO = 1000;

  private static final DateTimeFormatter MOMENT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffsetId()
          .toFormatter()
          .withResolverStyle(ResolverStyle.STRICT);

  private TimeLeaf() {}

  static Optional<Leaf> of(DataType type, ColumnContract contract) {
    ZoneId zone = contract.zone().map(Zone::id).orElse(ZoneOffset.UTC);
    Ambiguous ambiguous = contract.ambiguous();
    Map<DataType, Leaf> leaves =
        Map.of(
            DataTypes.DateType,
            TimeLeaf::date,
            DataTypes.TimestampType,
            text -> instant(text, zone, ambiguous),
            DataTypes.TimestampNTZType,
            TimeLeaf::local);
    return Optional.ofNullable(leaves.get(type));
  }

  private static LocalDate date(String text) throws Unfit {
    try {
      LocalDate date = LocalDate.parse(text);
      requireYear(date.getYear());
      return date;
    } catch (DateTimeException e) {
      throw new Unfit("BAD_DATE");
    }
  }

  private static LocalDateTime local(String text) throws Unfit {
    TemporalAccessor moment = moment(text);
    if (moment instanceof LocalDateTime local) {
      return local;
    }
    // The type cannot say which instant that was.
    throw new Unfit("BAD_TIMESTAMP");
  }

  private static Instant instant(String text, ZoneId zone, Ambiguous ambiguous) throws Unfit {
    TemporalAccessor moment = moment(text);
    if (moment instanceof OffsetDateTime told) {
      return told.toInstant();
    }
    LocalDateTime local = (LocalDateTime) moment;
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    boolean twice = offsets.size() == 2;
    if (offsets.size() == 1 || (twice && ambiguous == Ambiguous.EARLIER)) {
      return local.toInstant(offsets.get(0));
    }
    if (twice && ambiguous == Ambiguous.LATER) {
      return local.toInstant(offsets.get(1));
    }
    throw new Unfit("AMBIGUOUS_TIME");
  }

  private static TemporalAccessor moment(String text) throws Unfit {
    try {
      TemporalAccessor moment =
          text.length() == 10
              ? LocalDate.parse(text).atStartOfDay()
              : MOMENT.parseBest(joined(text), OffsetDateTime::from, LocalDateTime::from);
      LocalDateTime local =
          moment instanceof OffsetDateTime told ? told.toLocalDateTime() : (LocalDateTime) moment;
      requireYear(local.getYear());
      if (local.getNano() % NANOS_OF_A_MICRO != 0) {
        throw new Unfit("BAD_TIMESTAMP");
      }
      return moment;
    } catch (DateTimeException e) {
      throw new Unfit("BAD_TIMESTAMP");
    }
  }

  /** A blank between date and time is as usual as the letter. */
  private static String joined(String text) {
    return text.length() > 10 && text.charAt(10) == ' '
        ? text.substring(0, 10) + 'T' + text.substring(11)
        : text;
  }

  private static void requireYear(int year) throws Unfit {
    if (year < EARLIEST_YEAR || year > LATEST_YEAR) {
      throw new Unfit("YEAR_RANGE");
    }
  }
}
