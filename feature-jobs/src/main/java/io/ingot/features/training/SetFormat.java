package io.ingot.features.training;

import io.ingot.core.error.ProjectException;
import io.ingot.features.prepare.TimeSplit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.functions;

/** How the rows of a training set lie in its folder: each part in a folder, a file a shard. */
enum SetFormat {
  /** A Delta table a part, with a folder for each shard. */
  DELTA {
    @Override
    void write(Dataset<Row> rows, Map<String, Shards> parts, SetFolder folder) {
      parts.forEach(
          (part, shards) ->
              folder
                  .lake()
                  .exported(folder.location(part))
                  .write(
                      rows.filter(functions.col(TimeSplit.SPLIT).equalTo(part))
                          .drop(TimeSplit.SPLIT),
                      List.of(RowOrder.SHARD)));
    }

    @Override
    Dataset<Row> written(Dataset<Row> rows, Map<String, Shards> parts, SetFolder folder) {
      return read(rows, parts, part -> folder.lake().exported(folder.location(part)).rows());
    }

    @Override
    String file(String part, int shard, Shards shards, SetFolder folder) {
      String own = part + "/" + RowOrder.SHARD + "=" + shard;
      return own + "/" + only(folder.list(own), own);
    }
  },

  /** Parquet files. */
  PARQUET {
    @Override
    void write(Dataset<Row> rows, Map<String, Shards> parts, SetFolder folder) {
      rows.write()
          .mode(SaveMode.Overwrite)
          .partitionBy(TimeSplit.SPLIT, RowOrder.SHARD)
          .parquet(folder.staging());
      parts.forEach(
          (part, shards) -> {
            for (int shard = 0; shard < shards.count(); shard++) {
              String own = TimeSplit.SPLIT + "=" + part + "/" + RowOrder.SHARD + "=" + shard;
              String file = only(folder.staged(own), own);
              folder.move(own + "/" + file, file(part, shard, shards, folder));
            }
          });
    }

    @Override
    Dataset<Row> written(Dataset<Row> rows, Map<String, Shards> parts, SetFolder folder) {
      return read(rows, parts, part -> folder.lake().spark().read().parquet(folder.location(part)));
    }

    @Override
    String file(String part, int shard, Shards shards, SetFolder folder) {
      return numbered(part, shard, shards, "parquet");
    }
  },

  /** Files of {@code tf.train.Example} records. */
  TFRECORD {
    @Override
    void write(Dataset<Row> rows, Map<String, Shards> parts, SetFolder folder) {
      TfRecords.write(rows, folder.staging(), folder.lake().spark())
          .forEach(
              file ->
                  folder.move(
                      file.staged(),
                      file(file.part(), file.shard(), parts.get(file.part()), folder)));
    }

    /** Records hold floats of 32 bits, so that what was written cannot be told from them. */
    @Override
    Dataset<Row> written(Dataset<Row> rows, Map<String, Shards> parts, SetFolder folder) {
      return rows.drop(RowOrder.SHARD);
    }

    @Override
    String file(String part, int shard, Shards shards, SetFolder folder) {
      return numbered(part, shard, shards, "tfrecord");
    }
  };

  /**
   * Writes all parts.
   *
   * @param rows with {@code _split} and {@code _shard}, those of a shard together and in order
   */
  abstract void write(Dataset<Row> rows, Map<String, Shards> parts, SetFolder folder);

  /** The rows as they were written, with {@code _split} and without {@code _shard}. */
  abstract Dataset<Row> written(Dataset<Row> rows, Map<String, Shards> parts, SetFolder folder);

  /** The name of a shard's file, below the set's folder. */
  abstract String file(String part, int shard, Shards shards, SetFolder folder);

  /** As it stands on the command line. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The format of a word.
   *
   * @throws ProjectException when there is none
   */
  static SetFormat of(String word) {
    return Arrays.stream(values())
        .filter(format -> format.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new ProjectException(
                    "Unknown format: " + word + ". Say delta, parquet or tfrecord."));
  }

  /** The names are those that people know from TensorFlow's own sharded sets. */
  private static String numbered(String part, int shard, Shards shards, String ending) {
    return String.format("%s/shard-%05d-of-%05d.%s", part, shard, shards.count(), ending);
  }

  private static String only(List<String> names, String folder) {
    List<String> rows = names.stream().filter(name -> name.endsWith(".parquet")).toList();
    if (rows.size() != 1) {
      throw new IllegalStateException(folder + " should hold one file, but holds " + rows);
    }
    return rows.get(0);
  }

  private static Dataset<Row> read(
      Dataset<Row> like, Map<String, Shards> parts, Function<String, Dataset<Row>> part) {
    List<Dataset<Row>> all = new ArrayList<>();
    parts
        .keySet()
        .forEach(
            name ->
                all.add(
                    part.apply(name)
                        .drop(RowOrder.SHARD)
                        .withColumn(TimeSplit.SPLIT, functions.lit(name))));
    return all.stream()
        .reduce(Dataset::unionByName)
        .orElseGet(() -> like.drop(RowOrder.SHARD).limit(0));
  }
}
