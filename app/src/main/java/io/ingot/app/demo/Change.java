package io.ingot.app.demo;

/**
 * Some rows that a day brings, and why.
 *
 * @param kind what is particular about them
 * @param rows how many rows
 * @param what where they are, in words for a person
 */
public record Change(Kind kind, long rows, String what) {
  /** What a change is to a pipeline that has run before. */
  public enum Kind {
    /** Rows that are there for the first time. */
    NEW,
    /** Rows that are there already and were updated at the source. */
    CORRECTED,
    /** Rows for the first time, of days that were thought complete. */
    LATE,
    /** Rows that were delivered before, identical. */
    RESENT,
    /** New rows that are published with a warning. */
    WARNED,
    /** Rows that break a rule and belong in the quarantine. */
    BAD
  }
}
