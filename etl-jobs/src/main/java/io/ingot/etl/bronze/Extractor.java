package io.ingot.etl.bronze;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Window;
import io.ingot.core.error.SourceException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one kind of source in windows. */
public interface Extractor {
  /**
   * The window after the last batch, or why there is none; asks the source, reads no rows of it.
   */
  Plan plan(Lake lake, TableState state);

  /**
   * The rows of a batch's window.
   *
   * @param batch its plan is an {@link Plan.Extract} or a {@link Plan.Backfill} of this source
   * @throws io.ingot.core.error.SourceException when the source no longer holds what was planned
   * @throws io.ingot.core.error.GapException when it never will again
   */
  Extraction read(Lake lake, Batch batch);

  /**
   * The rows of a batch's window once more, after they could not be written, without what turns out
   * to be damaged; empty when nothing is.
   *
   * @throws io.ingot.core.error.SourceException when more is damaged than may be
   */
  default Optional<Extraction> readUndamaged(Lake lake, Batch batch) {
    return Optional.empty();
  }

  /**
   * Asks, once all rows were read, whether the source was the same all the while.
   *
   * @throws io.ingot.core.error.SourceException when what was planned changed while it was read
   */
  void requireUnchanged(Lake lake, Window window);

  /** The numbers that the next plan starts from once this window is in. */
  Map<String, Long> bounds(Window window);

  /** The columns by which parts of the table are found again, besides the batch. */
  default List<String> pruned() {
    return List.of();
  }

  /** What may be remembered of a committed batch to make the next plan cheaper; can be lost. */
  void remember(Lake lake, TableState before, Batch batch);

  /**
   * The numbers from which the table goes on at another place of the source.
   *
   * @param position as a person says it: a time, a number, offsets
   * @throws io.ingot.core.error.ProjectException when the source has no such place, or it lies in
   *     the future of the source's clock
   */
  Map<String, Long> boundsAt(Lake lake, TableState state, String position);

  /**
   * A window that was taken before.
   *
   * @throws io.ingot.core.error.ProjectException when the source cannot be asked by time, or the
   *     table has not got that far
   */
  Window closed(Lake lake, TableState state, Instant from, Instant to);

  /** How far the source is ahead of the table, in words; {@code -} where that cannot be asked. */
  String behind(Lake lake, TableState state);

  /**
   * What a failure of the read or the write was, where the source is to blame for it: Spark wraps
   * what a source said in words of its own, which don't tell whether asking again can help.
   */
  default Optional<SourceException> blamed(Throwable failure) {
    return Optional.empty();
  }
}
