package io.ingot.core.project;

import java.util.Objects;
import java.util.Optional;

/**
 * What a project runs on.
 *
 * @param s3 how object stores are reached
 * @param history where Spark's event logs go
 * @param cluster how it runs on Kubernetes, if it does
 */
public record Platform(ObjectStore s3, EventLogs history, Optional<Cluster> cluster) {
  public Platform {
    Objects.requireNonNull(s3, "s3");
    Objects.requireNonNull(history, "history");
    Objects.requireNonNull(cluster, "cluster");
  }

  /** What holds where nothing was declared. */
  public static Platform usual() {
    return new Platform(ObjectStore.usual(), EventLogs.usual(), Optional.empty());
  }
}
