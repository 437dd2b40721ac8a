package io.ingot.core.project;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** How old a table may be. */
public record Fresh(
    @Required @Doc("How long after its last batch a table is still fresh, such as 26h")
        Duration within,
    @Doc("Column whose greatest value tells the age; the last batch's moment unless said")
        Optional<String> by,
    @Doc("Calendar whose days off do not count, by its name in ingot.yml")
        Optional<String> calendar,
    @Doc("Time zone of the calendar's days, such as Asia/Shanghai; UTC unless said") Zone zone,
    @Doc("What makes it fresh: rows that came, or a look that found none; rows unless said")
        Since since) {
  public Fresh {
    Objects.requireNonNull(within, "within");
    Objects.requireNonNull(by, "by");
    Objects.requireNonNull(calendar, "calendar");
    zone = zone == null ? Zone.of("UTC") : zone;
    since = since == null ? Since.ROWS : since;
    if (since == Since.LOOK && by.isPresent()) {
      throw new IllegalArgumentException(
          "A column's greatest value stays as it is when a look finds nothing. Leave out 'since:"
              + " look' or 'by'.");
    }
    if (within.isZero()) {
      throw new IllegalArgumentException("within must be longer than nothing, such as 26h.");
    }
  }

  /** Within a duration of the last rows, on all days alike. */
  public static Fresh within(Duration length) {
    return new Fresh(length, Optional.empty(), Optional.empty(), Zone.of("UTC"), Since.ROWS);
  }

  /** What makes a table fresh again. */
  public enum Since {
    /** Rows that came. */
    ROWS,
    /** Rows that came, or a run that looked for some and found none. */
    LOOK
  }
}
