package io.ingot.quality.drift;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;

import io.ingot.core.project.Drift;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;

/**
 * Rows of a table by their time; all where nothing is said.
 *
 * @param from the first moment that belongs to it
 * @param to the first moment that does not any more
 */
record Stretch(Optional<Instant> from, Optional<Instant> to) {
  /** All rows. */
  static Stretch all() {
    return new Stretch(Optional.empty(), Optional.empty());
  }

  /** The rows that are compared, at a moment. */
  static Stretch compared(Drift drift, Instant at) {
    return drift
        .window()
        .map(length -> new Stretch(Optional.of(at.minus(length)), Optional.of(at)))
        .orElseGet(Stretch::all);
  }

  /** The rows that those are compared with where a baseline is a time before them, else all. */
  static Stretch baseline(Drift drift, Instant at) {
    return drift
        .baseline()
        .length()
        .map(
            length -> {
              Instant end = at.minus(drift.window().orElseThrow());
              return new Stretch(Optional.of(end.minus(length)), Optional.of(end));
            })
        .orElseGet(Stretch::all);
  }

  /** Whether a row is one of them, never null. */
  Column holds(Drift drift, StructType schema) {
    if (from.isEmpty() && to.isEmpty()) {
      return lit(true);
    }
    String by = drift.by().orElseThrow();
    Column time = Subject.named(by);
    DataType type =
        Arrays.stream(schema.fields())
            .filter(field -> field.name().equalsIgnoreCase(by))
            .findFirst()
            .orElseThrow()
            .dataType();
    return coalesce(
        time.geq(literal(from.orElseThrow(), type)).and(time.lt(literal(to.orElseThrow(), type))),
        lit(false));
  }

  /** In the column's own type, so that files can be left out by it. */
  private static Column literal(Instant moment, DataType type) {
    LocalDateTime local = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
    if (type instanceof DateType) {
      LocalDate day = local.toLocalDate();
      // A day counts by its beginning.
      return lit(local.equals(day.atStartOfDay()) ? day : day.plusDays(1));
    }
    return type instanceof TimestampNTZType ? lit(local) : lit(moment);
  }
}
