package io.ingot.features.training;

import io.ingot.core.batch.Json;
import io.ingot.features.prepare.TimeSplit;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes shards as TFRecord files. A file has a name of its attempt's own, which only the attempt
 * that Spark takes tells, so that what is left of others has no name that counts.
 */
final class TfRecords {
  private final TfExample example;
  private final int part;
  private final int shard;
  private final Path folder;
  private final Configuration configuration;

  private TfRecords(StructType schema, String folder, Configuration configuration) {
    this.example = TfExample.of(schema, List.of(TimeSplit.SPLIT, RowOrder.SHARD));
    this.part = schema.fieldIndex(TimeSplit.SPLIT);
    this.shard = schema.fieldIndex(RowOrder.SHARD);
    this.folder = new Path(folder);
    this.configuration = configuration;
  }

  /**
   * Writes a file a shard.
   *
   * @param rows with {@code _split} and {@code _shard}, those of a shard together and in order
   */
  static List<Written> write(Dataset<Row> rows, String folder, SparkSession spark) {
    // Told here and not by a task, whose failure would look like a crash.
    TfExample.of(rows.schema(), List.of(TimeSplit.SPLIT, RowOrder.SHARD));
    Dataset<Row> plain = TfExample.plain(rows);
    StructType schema = plain.schema();
    SerializableConfiguration configuration =
        new SerializableConfiguration(spark.sessionState().newHadoopConf());
    MapPartitionsFunction<Row, String> write =
        some -> new TfRecords(schema, folder, configuration.value()).write(some);
    return plain.mapPartitions(write, Encoders.STRING()).collectAsList().stream()
        .map(text -> Json.read(text, Written.class))
        .toList();
  }

  private Iterator<String> write(Iterator<Row> rows) throws IOException {
    List<Written> files = new ArrayList<>();
    Optional<Row> next = next(rows);
    while (next.isPresent()) {
      Written file =
          new Written(
              next.get().getString(part), next.get().getInt(shard), UUID.randomUUID().toString());
      files.add(file);
      try (OutputStream out = open(file.staged())) {
        while (next.isPresent() && belongs(next.get(), file)) {
          TfFrame.write(example.bytes(next.get()), out);
          next = next(rows);
        }
      }
    }
    return files.stream().map(Json::write).iterator();
  }

  private boolean belongs(Row row, Written file) {
    return row.getInt(shard) == file.shard() && row.getString(part).equals(file.part());
  }

  private static Optional<Row> next(Iterator<Row> rows) {
    return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
  }

  private OutputStream open(String name) throws IOException {
    Path file = new Path(folder, name);
    return new BufferedOutputStream(file.getFileSystem(configuration).create(file, false));
  }

  /**
   * A file that was written.
   *
   * @param staged its name until it gets its own
   */
  record Written(String part, int shard, String staged) {}
}
