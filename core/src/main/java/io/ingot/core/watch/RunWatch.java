package io.ingot.core.watch;

import io.ingot.core.run.Progress;
import io.ingot.core.run.RunRecord;

/**
 * Hears of one run: of its stages while it goes on, and of its record at the end. What it throws is
 * told as a note and never fails the run.
 */
public interface RunWatch extends Progress, AutoCloseable {
  /** The run is over and its record is kept. */
  void ended(RunRecord record);

  /** Nothing more is told. */
  @Override
  void close();
}
