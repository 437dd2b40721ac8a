package io.ingot.core.project;

import java.util.Locale;

/** The parts of a lake, in the order in which data flows through them. */
public enum Layer {
  /** What the sources sent, all of it. */
  BRONZE,
  /** Rows that did not keep their silver contract, with the reasons. */
  QUARANTINE,
  /** Typed, de-duplicated rows that keep their contract. */
  SILVER,
  /** Answers: plain SQL over silver and gold. */
  GOLD,
  /** Feature values by entity and time. */
  FEATURES;

  /** The name in files, paths and SQL, such as {@code silver}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
