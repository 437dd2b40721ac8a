package io.ingot.features.score;

import io.ingot.core.batch.Json;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.spark.ml.PipelineModel;

/**
 * A model in a folder.
 *
 * @param metrics text of its {@code metrics.json}; empty of one that Ingot did not train
 */
record KeptModel(String folder, PipelineModel model, Optional<String> metrics) {
  /**
   * Reads it.
   *
   * @throws ProjectException when none is there, or it was trained for another service
   */
  static KeptModel of(String folder, String service, Lake lake) {
    if (lake.folder(folder).list("metadata").isEmpty()) {
      throw new ProjectException(
          "Cannot score: there is no model in "
              + folder
              + ". Say the folder of a PipelineModel, such as 'ingot features train' writes.");
    }
    KeptModel kept =
        new KeptModel(
            folder,
            PipelineModel.read().session(lake.spark()).load(folder),
            lake.folder(folder).read(TrainVerb.METRICS));
    kept.report()
        .map(ModelReport::service)
        .filter(other -> !other.equals(service))
        .ifPresent(
            other -> {
              throw new ProjectException(
                  "Cannot score: the model in "
                      + folder
                      + " was trained for service "
                      + other
                      + ", not for "
                      + service
                      + ".");
            });
    return kept;
  }

  Optional<ModelReport> report() {
    return metrics.map(text -> Json.read(text, ModelReport.class));
  }

  /** Digest of the metrics, which tells one training from another. */
  Optional<String> digest() {
    return metrics.map(KeptModel::sha256);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
