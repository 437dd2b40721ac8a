package io.ingot.etl.bronze;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Window;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reads one kind of source in windows. */
interface Extractor {
  /**
   * The window after the last batch, or why there is none; asks the source, reads no rows of it.
   */
  Plan plan(Lake lake, TableState state);

  /**
   * The rows of a window: the source's columns, {@link BronzeColumns#SOURCE} and {@link
   * BronzeColumns#CORRUPT}.
   *
   * @throws io.ingot.core.error.SourceException when the source no longer holds what was planned
   */
  Dataset<Row> read(Lake lake, Window window);

  /**
   * Asks, once all rows were read, whether the source was the same all the while.
   *
   * @throws io.ingot.core.error.SourceException when what was planned changed while it was read
   */
  void requireUnchanged(Lake lake, Window window);

  /** The numbers that the next plan starts from once this window is in. */
  Map<String, Long> bounds(Window window);

  /** What may be remembered of a committed batch to make the next plan cheaper; can be lost. */
  void remember(Lake lake, TableState before, Batch batch);
}
