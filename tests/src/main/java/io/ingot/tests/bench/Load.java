package io.ingot.tests.bench;

/**
 * How many rows are generated, and what of them must come out. Every full hundred rows holds one
 * dirty row and one copy of a clean row, so the shares are exact.
 *
 * @param rows rows in all files together, dirty ones and copies included
 */
record Load(long rows) {
  static final int BLOCK = 100;

  Load {
    if (rows < 1) {
      throw new IllegalArgumentException("Invalid size: " + rows + ". At least one row is needed.");
    }
  }

  /** Rows that break one rule. */
  long dirty() {
    return rows / BLOCK;
  }

  /** Rows that repeat a clean row byte for byte. */
  long duplicates() {
    return rows / BLOCK;
  }

  /** Rows that a correct pipeline publishes. */
  long clean() {
    return rows - dirty() - duplicates();
  }

  /** Users that the events are spread over. */
  long users() {
    return Math.max(10, rows / 20);
  }
}
