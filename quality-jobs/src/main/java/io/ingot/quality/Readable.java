package io.ingot.quality;

import io.ingot.core.project.RowCheck;
import java.util.Map;

/**
 * Conditions that tell as what a text can be read. Spark reads more than a person would: 2026 as a
 * date, 12d as a number; so the text has to look like a value of the type as well.
 */
final class Readable {
  private static final String DAY = "\\s*+\\d{4}-\\d{1,2}-\\d{1,2}";

  private static final Map<RowCheck.Kind, Reading> READINGS =
      Map.of(
          RowCheck.Kind.INTEGRAL, new Reading("BIGINT", "\\s*+[+-]?\\d++\\s*+"),
          RowCheck.Kind.FRACTIONAL,
              new Reading(
                  "DOUBLE", "\\s*+[+-]?(?:\\d++(?:\\.\\d*+)?+|\\.\\d++)(?:[eE][+-]?\\d++)?+\\s*+"),
          RowCheck.Kind.BOOLEAN, new Reading("BOOLEAN", "\\s*+\\p{Alnum}++\\s*+"),
          RowCheck.Kind.DATE, new Reading("DATE", DAY + "\\s*+"),
          RowCheck.Kind.TIMESTAMP, new Reading("TIMESTAMP", DAY + "(?:[T ].*+)?+"));

  private Readable() {}

  /** The condition in SQL that a column's text can be read as a value. */
  static String condition(String column, RowCheck.Kind kind) {
    Reading reading = READINGS.get(kind);
    return ReadyText.whole(column, reading.pattern())
        + " AND try_cast("
        + column
        + " AS "
        + reading.type()
        + ") IS NOT NULL";
  }

  private record Reading(String type, String pattern) {}
}
