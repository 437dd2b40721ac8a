package io.ingot.etl.silver.quarantine;

import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/** What happens to a refused row; each is a row of the quarantine. */
enum Event {
  /** A batch refused it. */
  OPENED("open"),
  /** It was judged once more, and is still refused. */
  KEPT("open"),
  /** It was judged once more, and is in the table, or outdone by a row that is. */
  RESOLVED("resolved"),
  /** Its key came again, and was good. */
  CORRECTED("corrected"),
  /** Somebody gave it up. */
  WAIVED("waived"),
  /** A newer snapshot took the place of the one that it was in. */
  SUPERSEDED("superseded");

  /** The state of rows that nothing became of yet. */
  static final String OPEN = "open";

  private final String state;

  Event(String state) {
    this.state = state;
  }

  /** The word in the table. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state of the row from then on. */
  String state() {
    return state;
  }

  /** Whether a row of the quarantine is this event. */
  Column happened() {
    return functions.col("event").equalTo(word());
  }
}
