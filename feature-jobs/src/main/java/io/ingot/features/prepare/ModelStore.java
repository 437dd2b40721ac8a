package io.ingot.features.prepare;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Json;
import io.ingot.core.lake.Lake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.PipelineModel;

/**
 * Fitted models, each in a folder of its own: what {@code PipelineModel.load} reads, and {@code
 * parameters.json}. A folder in the lake counts once the batch of its number is committed.
 */
public final class ModelStore {
  private static final String PARAMETERS = "parameters.json";

  private final Lake lake;

  public ModelStore(Lake lake) {
    this.lake = lake;
  }

  /** Saves a batch's model over whatever an attempt before left there. */
  public void save(FittedScaling fitted, Batch batch) {
    save(fitted.model(), fitted.parameters(batch), lake.model(batch.target(), batch.number()));
  }

  /** Saves a preparation over whatever is in the folder. */
  public void save(Prepared prepared, String folder) {
    save(prepared.model(), prepared.parameters(), folder);
  }

  private void save(PipelineModel model, Record learned, String folder) {
    Path parameters = new Path(folder, PARAMETERS);
    try {
      model.write().overwrite().session(lake.spark()).save(folder);
      try (FSDataOutputStream out =
          parameters
              .getFileSystem(lake.spark().sessionState().newHadoopConf())
              .create(parameters, true)) {
        out.write(Json.pretty(learned).getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot save the model " + folder, e);
    }
  }
}
