package io.ingot.core.lake;

import io.delta.storage.S3SingleDriverLogStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.S3AFileSystem;

/**
 * Delta's log on S3, safe for drivers that know nothing of each other: a version is made by a
 * conditional write, so the store itself lets one of them win. Delta's own store for S3 looks
 * whether the version is there and then writes it, under a lock of its JVM; of two drivers the
 * later erases the commit of the earlier. Spark makes it by its name.
 *
 * <p>Reading and listing are Delta's own.
 */
public final class ConditionalLogStore extends S3SingleDriverLogStore {
  /** Called by Delta. */
  public ConditionalLogStore(Configuration configuration) {
    super(configuration);
  }

  /**
   * Writes a file of the log.
   *
   * @throws FileAlreadyExistsException when the file is there with other content and {@code
   *     overwrite} is false
   * @throws IOException when the store failed, and also when it cannot be known whether the file
   *     was written
   */
  @Override
  public void write(
      Path path, Iterator<String> lines, Boolean overwrite, Configuration configuration)
      throws IOException {
    if (overwrite) {
      super.write(path, lines, true, configuration);
      return;
    }
    new ConditionalPut(store(path, configuration), path).write(bytes(lines));
  }

  private static S3AFileSystem store(Path path, Configuration configuration) throws IOException {
    FileSystem files = path.getFileSystem(configuration);
    if (files instanceof S3AFileSystem) {
      return (S3AFileSystem) files;
    }
    throw new IOException(
        "Cannot commit to "
            + path
            + ": it is served by "
            + files.getClass().getName()
            + ", which has no conditional writes. Leave fs.s3a.impl as it is.");
  }

  private static byte[] bytes(Iterator<String> lines) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    lines.forEachRemaining(
        line -> bytes.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8)));
    return bytes.toByteArray();
  }
}
