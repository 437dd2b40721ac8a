package io.ingot.core.run;

import io.ingot.core.batch.Window;
import java.time.Instant;
import java.util.Map;

/** A stage that reads a source in windows, so that its progress can be seen and moved. */
public interface SourceStage extends Stage {
  /**
   * The bounds with which the table goes on from another place of its source, by the names of
   * {@link io.ingot.core.lake.TableState#bounds()}.
   *
   * @param position a time, a number, or offsets as {@code 0:120,1:98}, as the source counts
   * @throws io.ingot.core.error.ProjectException when the source has no such position, or it lies
   *     in the future
   */
  Map<String, Long> boundsAt(StageContext context, String position);

  /**
   * A window that was taken before, to be read once more.
   *
   * @throws io.ingot.core.error.ProjectException when the source cannot be asked by time, or the
   *     table has not got that far yet
   */
  Window closed(StageContext context, Instant from, Instant to);

  /**
   * How far the source is ahead of the table, for a person; such as {@code 3 h} or {@code 1200}.
   */
  String behind(StageContext context);
}
