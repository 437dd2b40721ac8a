package io.ingot.etl.bronze.jdbc;

import static org.apache.spark.sql.functions.lit;

import io.ingot.core.batch.Window;
import java.time.Instant;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * A watermark's column of a dataset.
 *
 * @param cursor the same in the database
 */
record CursorColumn(Cursor cursor) {
  /** The column itself. */
  Column values() {
    return Repeats.quoted(cursor.name());
  }

  /** A moment as a value of the column. */
  Column literal(Instant moment) {
    return cursor.kind() == CursorKind.MOMENT ? lit(moment) : lit(cursor.local(moment));
  }

  Column isMissing() {
    return values().isNull();
  }

  /** Whether a row lies below a window; never null. */
  Column isBefore(Window window) {
    return lo(window).map(lo -> values().isNotNull().and(values().lt(lo))).orElse(lit(false));
  }

  /** Whether a row lies in a window that has a beginning. */
  Column isWithin(Window.Times window) {
    return values().geq(lo(window).orElseThrow()).and(values().lt(literal(window.hi())));
  }

  /**
   * The rows of bronze that a batch can hold once more.
   *
   * @param wider the window with its lookback
   * @param nulls whether rows without a value are read with it
   */
  Column mayRepeat(Window wider, Window window, boolean nulls) {
    Column late =
        lo(wider).isPresent()
            ? values().geq(lo(wider).orElseThrow()).and(values().lt(lo(window).orElseThrow()))
            : lit(false);
    return nulls ? late.or(isMissing()) : late;
  }

  private Optional<Column> lo(Window window) {
    return window instanceof Window.Times times
        ? times.lo().map(this::literal)
        : ((Window.Numbers) window).lo().map(number -> lit(number));
  }
}
