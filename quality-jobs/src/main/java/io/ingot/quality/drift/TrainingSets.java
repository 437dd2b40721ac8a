package io.ingot.quality.drift;

import io.ingot.core.error.ProjectException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Training sets as {@code ingot features trainset} writes them: a folder with {@code
 * manifest.json}, which is there once the set is complete, and the training part below {@code
 * train}.
 */
final class TrainingSets {
  private final SparkSession spark;
  private final Path project;

  /**
   * @param project the folder that relative folders of sets are below
   */
  TrainingSets(SparkSession spark, Path project) {
    this.spark = Objects.requireNonNull(spark, "spark");
    this.project = Objects.requireNonNull(project, "project");
  }

  /**
   * The rows that a model was trained on.
   *
   * @param folder a URI, or a path from the project's folder
   * @throws ProjectException when no complete set of Parquet or Delta files is there
   */
  Dataset<Row> trainingPart(String folder) {
    String location =
        folder.matches("[a-z][a-z0-9+.-]+:/.*")
            ? folder
            : project.resolve(folder).toAbsolutePath().normalize().toString();
    org.apache.hadoop.fs.Path manifest = new org.apache.hadoop.fs.Path(location, "manifest.json");
    try {
      if (!manifest.getFileSystem(spark.sessionState().newHadoopConf()).exists(manifest)) {
        throw missing(folder, "there is no " + manifest);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for " + manifest, e);
    }
    try {
      return spark
          .read()
          .option("recursiveFileLookup", true)
          .option("pathGlobFilter", "*.parquet")
          .parquet(location + "/train");
    } catch (Exception e) {
      // Spark throws AnalysisException without declaring it.
      if (!(e instanceof AnalysisException)) {
        throw e;
      }
      throw missing(folder, "below train there are no Parquet files");
    }
  }

  private static ProjectException missing(String folder, String why) {
    return new ProjectException(
        "Cannot read the training set "
            + folder
            + ", which drift is compared with: "
            + why
            + ". Write it by 'ingot features trainset', or name another baseline.");
  }
}
