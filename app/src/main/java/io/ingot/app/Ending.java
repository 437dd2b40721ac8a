package io.ingot.app;

import io.ingot.core.error.ExitCode;

/** The number that the process ends with, as those understand numbers who started it. */
final class Ending {
  /** What to say for a run with warnings to those who take all but 0 for a failure. */
  private static final String ON_WARNINGS = "ingot.exit.warnings";

  private Ending() {}

  static int of(ExitCode ended) {
    return ended == ExitCode.WARNINGS
        ? Integer.getInteger(ON_WARNINGS, ended.code())
        : ended.code();
  }
}
