package io.ingot.features.asof;

import java.util.Locale;

/** Why a label row got a view's values, or none. Of several the first one holds. */
public enum Reason {
  /** A column of the entity's key is null. */
  NO_KEY,
  /** The label has no time. */
  NO_TIME,
  /** The entity had no value by then at all. */
  NONE,
  /** There were values for that time, but none of them was known yet. */
  NOT_KNOWN,
  /** The last thing said of the entity by then is that it has no values any more. */
  DELETED,
  /** The last value is older than the view's {@code ttl}. */
  EXPIRED,
  /** It got the values; each of them may be null for itself. */
  FOUND;

  /** As it stands in the marker column. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
