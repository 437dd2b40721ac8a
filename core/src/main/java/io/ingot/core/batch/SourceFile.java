package io.ingot.core.batch;

import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;

/**
 * A file of a source as it was when it was listed; another size or time makes it another file.
 *
 * @param path below the folder of its connection
 * @param bytes size
 * @param modified modification time, to the millisecond
 */
public record SourceFile(String path, long bytes, Instant modified) implements Serializable {
  public SourceFile {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(modified, "modified");
  }
}
