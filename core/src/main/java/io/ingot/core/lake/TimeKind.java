package io.ingot.core.lake;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** How the values of a column are moments. */
enum TimeKind {
  MOMENT {
    @Override
    Instant stated(String text, ZoneId zone) {
      return OffsetDateTime.parse(text).toInstant();
    }

    /** The lake's sessions show times in UTC. */
    @Override
    Instant shown(String text, ZoneId zone) {
      return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    }

    @Override
    Object value(Instant moment, ZoneId zone) {
      return moment;
    }
  },
  CLOCK {
    @Override
    Instant stated(String text, ZoneId zone) {
      return LocalDateTime.parse(text).atZone(zone).toInstant();
    }

    @Override
    Instant shown(String text, ZoneId zone) {
      return stated(text.replace(' ', 'T'), zone);
    }

    @Override
    Object value(Instant moment, ZoneId zone) {
      return LocalDateTime.ofInstant(moment, zone);
    }
  },
  /** A day stands for its first moment. */
  DAY {
    @Override
    Instant stated(String text, ZoneId zone) {
      return LocalDate.parse(text).atStartOfDay(zone).toInstant();
    }

    @Override
    Instant shown(String text, ZoneId zone) {
      return stated(text, zone);
    }

    @Override
    Object value(Instant moment, ZoneId zone) {
      return LocalDate.ofInstant(moment, zone);
    }
  };

  /** The kind of a type; empty for one that tells no time. */
  static Optional<TimeKind> of(DataType type) {
    if (type instanceof TimestampType) {
      return Optional.of(MOMENT);
    }
    if (type instanceof TimestampNTZType) {
      return Optional.of(CLOCK);
    }
    return type instanceof DateType ? Optional.of(DAY) : Optional.empty();
  }

  /**
   * The moment of a value as Delta's statistics write it.
   *
   * @param zone in which a value without one is meant
   */
  abstract Instant stated(String text, ZoneId zone);

  /** The moment of a value as Spark's cast to text shows it. */
  abstract Instant shown(String text, ZoneId zone);

  /** A moment as a value of the kind. */
  abstract Object value(Instant moment, ZoneId zone);
}
