package io.ingot.features.score;

import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeFiles;
import io.ingot.features.prepare.TimeSplit;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Folders that a user names: training sets, rows in files, and room for a result. */
final class Folders {
  private static final String MANIFEST = "manifest.json";
  private static final String SHARD = "_shard";
  private static final String DELTA = "delta";

  private final Lake lake;

  Folders(Lake lake) {
    this.lake = lake;
  }

  /** An absolute path, or the URI that was said. */
  static String absolute(String said) {
    return said.matches("[a-zA-Z][a-zA-Z0-9+.-]+:/.*")
        ? said
        : Path.of(said).toAbsolutePath().normalize().toString();
  }

  /** The training set that lies in a folder; empty where none does. */
  Optional<SetManifest> manifest(String folder) {
    return lake.folder(folder)
        .read(MANIFEST)
        .map(text -> SetManifest.read(text, folder + "/" + MANIFEST));
  }

  /** All rows of a training set, with {@code _split}. */
  Dataset<Row> rows(String folder, SetManifest manifest) {
    String format = manifest.recipe().format();
    if (!List.of(DELTA, "parquet").contains(format)) {
      throw new ProjectException(
          "Cannot read the training set in "
              + folder
              + ": it was written as "
              + format
              + ". Make it with --format parquet or delta.");
    }
    return new TreeMap<>(manifest.parts())
        .keySet().stream()
            .map(
                part ->
                    files(folder + "/" + part, format)
                        .drop(SHARD)
                        .withColumn(TimeSplit.SPLIT, functions.lit(part)))
            .reduce(Dataset::unionByName)
            .orElseThrow(
                () -> new ProjectException("The training set in " + folder + " has no rows."));
  }

  /**
   * The rows of a folder: a training set, a Delta table or Parquet files.
   *
   * @throws ProjectException when nothing is there
   */
  Dataset<Row> rows(String folder) {
    Optional<SetManifest> set = manifest(folder);
    if (set.isPresent()) {
      return rows(folder, set.get());
    }
    LakeFiles files = lake.folder(folder);
    if (files.list("").isEmpty() && files.folders("").isEmpty()) {
      throw new ProjectException(
          "Cannot read rows from "
              + folder
              + ": nothing is there. Say a training set's folder, a"
              + " Delta table's or one of Parquet files.");
    }
    return files(folder, files.folders("").contains("_delta_log") ? DELTA : "parquet");
  }

  /**
   * Requires that a result has a folder for itself.
   *
   * @throws ProjectException when something is there
   */
  void requireEmpty(String folder) {
    LakeFiles files = lake.folder(folder);
    Stream.concat(files.list("").stream(), files.folders("").stream())
        .findFirst()
        .ifPresent(
            there -> {
              throw new ProjectException(
                  "Cannot write to "
                      + folder
                      + ": something is there already, such as "
                      + there
                      + ". Say a folder by --out that is empty or not there yet.");
            });
  }

  /** Writes rows into a folder of their own. */
  void write(Dataset<Row> rows, String folder, String format) {
    if (format.equals(DELTA)) {
      lake.exported(folder).write(rows, List.of());
    } else {
      rows.write().parquet(folder);
    }
  }

  /** The rows of a Delta table or of Parquet files. */
  Dataset<Row> files(String folder, String format) {
    return format.equals(DELTA)
        ? lake.exported(folder).rows()
        : lake.spark().read().parquet(folder);
  }
}
