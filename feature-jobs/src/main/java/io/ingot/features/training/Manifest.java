package io.ingot.features.training;

import io.ingot.core.batch.Json;
import io.ingot.core.error.ProjectException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a training set is made of, and what came out; {@code manifest.json}. It holds no value of
 * any row.
 *
 * @param recipe all that decides its rows
 * @param createdAt when its inputs were pinned
 * @param ingot the version of Ingot that made it; empty of one that was not built as a jar
 * @param spark the version of Spark
 * @param parts how many rows each part has
 * @param views what became of the label rows, by view
 * @param model what was learned from the training part; empty where nothing was
 * @param checksum over all rows, their parts and their order
 */
record Manifest(
    Recipe recipe,
    Instant createdAt,
    Optional<String> ingot,
    String spark,
    Map<String, Long> parts,
    List<ViewTally> views,
    Optional<Learned> model,
    String checksum) {
  Manifest {
    Objects.requireNonNull(recipe, "recipe");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(ingot, "ingot");
    Objects.requireNonNull(spark, "spark");
    parts = new TreeMap<>(parts);
    views = List.copyOf(views);
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(checksum, "checksum");
  }

  /**
   * Reads what was written.
   *
   * @param from where it was read, for the message
   * @throws ProjectException when it is no manifest
   */
  static Manifest read(String text, String from) {
    try {
      return Json.read(text, Manifest.class);
    } catch (IllegalArgumentException e) {
      throw new ProjectException(
          "Cannot read "
              + from
              + ": it is no manifest of a training set. Say a manifest.json that"
              + " 'ingot features trainset' wrote.",
          e);
    }
  }

  /**
   * Requires that a set is what a recipe makes.
   *
   * @param folder where the set lies
   * @throws ProjectException when another recipe made it
   */
  void requireSame(Recipe other, String folder) {
    List<String> differences = recipe.differences(other);
    if (!differences.isEmpty()) {
      throw new ProjectException(
          "Cannot write a training set to "
              + folder
              + ": another one is there. Different are: "
              + String.join("; ", differences)
              + ". Say another folder by --out.");
    }
  }

  /**
   * What was learned from the training part.
   *
   * @param path of the PipelineModel, below the set's folder
   * @param parameters the same as numbers; the file's path below the set's folder
   * @param sha256 of that file's text
   */
  record Learned(String path, String parameters, String sha256) {
    Learned {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(parameters, "parameters");
      Objects.requireNonNull(sha256, "sha256");
    }
  }
}
