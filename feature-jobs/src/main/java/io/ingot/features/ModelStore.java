package io.ingot.features;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Json;
import io.ingot.core.lake.Lake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;

/**
 * Fitted models in the lake, one folder a batch: what {@code PipelineModel.load} reads, and {@code
 * parameters.json}. A folder counts once the batch of its number is committed.
 */
final class ModelStore {
  private static final String PARAMETERS = "parameters.json";

  private final Lake lake;

  ModelStore(Lake lake) {
    this.lake = lake;
  }

  /** Saves a batch's model over whatever an attempt before left there. */
  void save(FittedScaling fitted, Batch batch) {
    String folder = lake.model(batch.target(), batch.number());
    Path parameters = new Path(folder, PARAMETERS);
    try {
      fitted.model().write().overwrite().session(lake.spark()).save(folder);
      try (FSDataOutputStream out =
          parameters
              .getFileSystem(lake.spark().sessionState().newHadoopConf())
              .create(parameters, true)) {
        out.write(Json.pretty(fitted.parameters(batch)).getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot save the model " + folder, e);
    }
  }
}
