package io.ingot.features.training;

import io.ingot.core.batch.Json;
import io.ingot.core.project.Preparation;
import io.ingot.features.prepare.PreparationParameters;
import io.ingot.features.prepare.Prepared;
import io.ingot.features.prepare.Preparing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a training set's training part taught, in the set's folder. */
final class Model {
  private Model() {}

  /** Learns it; empty where nothing is to be prepared. */
  static Optional<Prepared> fitted(Dataset<Row> rows, Map<String, Preparation> prepare) {
    return prepare.isEmpty() ? Optional.empty() : Optional.of(Preparing.fit(rows, prepare));
  }

  /** Puts it into the folder. */
  static Manifest.Learned save(Prepared prepared, SetFolder folder) {
    String parameters = Json.pretty(prepared.parameters());
    try {
      prepared
          .model()
          .write()
          .overwrite()
          .session(folder.lake().spark())
          .save(folder.location(SetFolder.MODEL));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot save the model " + folder.location(SetFolder.MODEL), e);
    }
    folder.put(SetFolder.PARAMETERS, parameters);
    return new Manifest.Learned(SetFolder.MODEL, SetFolder.PARAMETERS, sha256(parameters));
  }

  /**
   * What a set has learned, as it was kept: sums of floating-point numbers may end in another last
   * digit when they are taken again. Empty where it is not there any more, or not as it was.
   */
  static Optional<Prepared> kept(Manifest manifest, SetFolder folder) {
    return manifest
        .model()
        .flatMap(
            model ->
                folder
                    .read(model.parameters())
                    .filter(text -> sha256(text).equals(model.sha256()))
                    .filter(text -> !folder.list(model.path() + "/metadata").isEmpty())
                    .map(
                        text ->
                            new Prepared(
                                Json.read(text, PreparationParameters.class),
                                PipelineModel.read()
                                    .session(folder.lake().spark())
                                    .load(folder.location(model.path())))));
  }

  private static String sha256(String text) {
    return HexFormat.of()
        .formatHex(FileDigest.digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
