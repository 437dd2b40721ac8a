package io.ingot.features.training;

import io.ingot.features.asof.Reason;
import java.util.Map;
import java.util.Objects;

/**
 * How many label rows got a view's values, and why the others did not.
 *
 * @param view the view's whole name
 * @param noKey without a key
 * @param noTime without a time
 * @param none whose entity had no value by then
 * @param notKnown whose values were known only later
 * @param deleted whose entity had no values any more
 * @param expired whose last value was older than the view's ttl
 */
record ViewTally(
    String view,
    long found,
    long noKey,
    long noTime,
    long none,
    long notKnown,
    long deleted,
    long expired) {
  ViewTally {
    Objects.requireNonNull(view, "view");
  }

  static ViewTally of(String view, Map<Reason, Long> counts) {
    return new ViewTally(
        view,
        counts.getOrDefault(Reason.FOUND, 0L),
        counts.getOrDefault(Reason.NO_KEY, 0L),
        counts.getOrDefault(Reason.NO_TIME, 0L),
        counts.getOrDefault(Reason.NONE, 0L),
        counts.getOrDefault(Reason.NOT_KNOWN, 0L),
        counts.getOrDefault(Reason.DELETED, 0L),
        counts.getOrDefault(Reason.EXPIRED, 0L));
  }

  /** All label rows. */
  long rows() {
    return found + noKey + noTime + none + notKnown + deleted + expired;
  }

  /** Whether most rows would have values, had these been known by then. */
  boolean isMostlyUnknown() {
    return notKnown * 2 > rows();
  }
}
