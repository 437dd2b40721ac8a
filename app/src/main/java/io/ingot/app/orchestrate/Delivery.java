package io.ingot.app.orchestrate;

import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.Connection;
import io.ingot.core.project.Project;
import io.ingot.core.project.Source;
import java.util.Objects;
import java.util.Optional;

/**
 * Files that a task takes, and that a flow may wait for.
 *
 * @param connection the name by which the orchestrator knows their folder, {@code project_name}
 * @param path below the folder, with {@code *}
 * @param bucket the whole address where the folder is on S3, as {@code s3://}
 */
record Delivery(String connection, String path, Optional<String> bucket) {
  Delivery {
    Objects.requireNonNull(connection, "connection");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(bucket, "bucket");
  }

  /** Of a task that is about one table of files; empty for all others. */
  static Optional<Delivery> of(Project project, Task task) {
    return Optional.of(task.tables())
        .filter(tables -> tables.size() == 1)
        .map(tables -> tables.get(0))
        .filter(BronzeTable.class::isInstance)
        .map(table -> ((BronzeTable) table).source())
        .filter(Source.FileSet.class::isInstance)
        .map(source -> of(project, (Source.FileSet) source));
  }

  private static Delivery of(Project project, Source.FileSet files) {
    Connection.Files folder = (Connection.Files) project.connections().get(files.connection());
    Optional<String> bucket =
        Optional.of(folder.root())
            .filter(root -> root.startsWith("s3a://"))
            .map(root -> "s3" + root.substring(3).replaceAll("/+$", "") + "/" + files.path());
    return new Delivery(project.name() + "_" + files.connection(), files.path(), bucket);
  }
}
