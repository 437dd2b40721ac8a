package io.ingot.features.feast;

import io.ingot.features.view.ViewTable;
import io.ingot.features.wire.ProtoWriter;
import java.util.Objects;

/**
 * A view's table as Feast reads it, {@code feast.core.DataSource}: a Delta table, whose rows hold
 * from {@code valid_from} on. Of rows of the same moment Feast takes the one with the latest {@code
 * known_time}, and on request none that was known later than the moment asked for.
 */
record SourceSpec(String name, String path) {
  private static final int BATCH_FILE = 1;

  SourceSpec {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(path, "path");
  }

  /**
   * @param path as Spark writes it; Feast says {@code s3} for {@code s3a}, and a plain path for one
   *     of this machine
   */
  static SourceSpec of(String name, String path) {
    return new SourceSpec(
        name, path.replaceFirst("^s3a://", "s3://").replaceFirst("^file:/+", "/"));
  }

  ProtoWriter message(String project) {
    ProtoWriter delta = new ProtoWriter().message(2, new ProtoWriter());
    ProtoWriter file = new ProtoWriter().message(1, delta).text(2, path);
    return new ProtoWriter()
        .number(1, BATCH_FILE)
        .text(3, ViewTable.VALID_FROM)
        .text(5, ViewTable.KNOWN_TIME)
        .message(11, file)
        .text(17, "feast.infra.offline_stores.file_source.FileSource")
        .text(20, name)
        .text(21, project);
  }
}
