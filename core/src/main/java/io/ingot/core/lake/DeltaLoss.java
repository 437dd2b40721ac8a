package io.ingot.core.lake;

import java.io.FileNotFoundException;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.delta.DeltaThrowable;
import org.apache.spark.sql.delta.VersionNotFoundException;

/** Tells a history that is gone from a store or a cluster that fails for a while. */
public final class DeltaLoss {
  private static final int DEEP = 20;

  private DeltaLoss() {}

  /** Whether files or log entries are missing, which no second try brings back. */
  public static boolean isWhy(Throwable failure) {
    return Stream.iterate(Optional.of(failure), cause -> cause.map(Throwable::getCause))
        .limit(DEEP)
        .takeWhile(Optional::isPresent)
        .flatMap(Optional::stream)
        .anyMatch(DeltaLoss::isLoss);
  }

  /** Whether what changed cannot be told: it is gone, or was not kept all along. */
  static boolean hidesChanges(Throwable failure) {
    return isWhy(failure)
        || failure instanceof DeltaThrowable delta && delta.getErrorClass().contains("CHANGE_");
  }

  private static boolean isLoss(Throwable cause) {
    // A task's failure reaches the driver as text where its class is not sent along.
    return cause instanceof FileNotFoundException
        || cause instanceof VersionNotFoundException
        || Optional.ofNullable(cause.getMessage())
            .filter(
                text ->
                    text.contains("FileNotFoundException") || text.contains("DELTA_LOG_FILE_NOT"))
            .isPresent();
  }
}
