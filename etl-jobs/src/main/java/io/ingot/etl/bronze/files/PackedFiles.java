package io.ingot.etl.bronze.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.util.SerializableConfiguration;

/** Opens the files of a folder on the driver and wherever a task runs. */
final class PackedFiles implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_REASON = 200;

  private final String root;
  private final SerializableConfiguration configuration;

  /**
   * @param root full path or URI of the folder
   */
  PackedFiles(String root, Configuration configuration) {
    this.root = root;
    this.configuration = new SerializableConfiguration(configuration);
  }

  Configuration configuration() {
    return configuration.value();
  }

  /** A file's full path, by its path below the folder. */
  Path path(String name) {
    return new Path(root + "/" + name);
  }

  /** A file's bytes as they are stored. */
  InputStream open(String name) throws IOException {
    return open(name, 0);
  }

  /** A file's bytes as they are stored, from one of them on. */
  StoredBytes open(String name, long from) throws IOException {
    FSDataInputStream bytes = path(name).getFileSystem(configuration()).open(path(name));
    try {
      if (from > 0) {
        bytes.seek(from);
      }
      return new StoredBytes(bytes);
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  /** Tells of a file's name whether it says that the file is packed. */
  Predicate<String> packed() {
    CompressionCodecFactory codecs = new CompressionCodecFactory(configuration());
    return name -> codecs.getCodec(path(name)) != null;
  }

  /**
   * A file's bytes, unpacked as its name says.
   *
   * @throws DamagedFile when its first bytes contradict its name; when reading, where it unpacks to
   *     more than a file can honestly hold
   */
  InputStream unpack(String name) throws IOException {
    StoredBytes stored = open(name, 0);
    try {
      InputStream bytes = new BufferedInputStream(stored);
      bytes.mark(Packing.BYTES);
      byte[] first = bytes.readNBytes(Packing.BYTES);
      bytes.reset();
      Packing.requireNamed(name, first);
      CompressionCodec codec = new CompressionCodecFactory(configuration()).getCodec(path(name));
      return codec == null ? bytes : new UnpackedBytes(codec.createInputStream(bytes), stored);
    } catch (IOException | RuntimeException e) {
      stored.close();
      throw e;
    }
  }

  /** Unpacks a file to its end. */
  void drain(String name) throws IOException {
    try (InputStream bytes = unpack(name)) {
      bytes.transferTo(OutputStream.nullOutputStream());
    }
  }

  /**
   * Why a file is damaged; empty when it is not. A store that cannot be reached is no damage of a
   * file.
   *
   * @throws IOException when the file's bytes cannot be had, whatever they are
   */
  Optional<DamagedFile> damage(String name, Reading reading) throws IOException {
    try {
      reading.read(this, name);
      return Optional.empty();
    } catch (DamagedFile e) {
      return Optional.of(e);
    } catch (ChecksumException e) {
      return Optional.of(new DamagedFile(Flaw.BAD_FILE, "its checksum does not match", e));
    } catch (IOException | RuntimeException e) {
      requireStored(name);
      return Optional.of(
          new DamagedFile(Flaw.BAD_FILE, "it cannot be read to its end: " + words(e), e));
    }
  }

  private void requireStored(String name) throws IOException {
    try (InputStream bytes = open(name)) {
      bytes.transferTo(OutputStream.nullOutputStream());
    }
  }

  /** The root of a failure in a few words. */
  private String words(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message =
        root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    String text = message.replace(this.root + "/", "");
    return text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) + "..." : text;
  }

  /** A way to read a file as a whole; goes to where tasks run. */
  @FunctionalInterface
  interface Reading extends Serializable {
    /**
     * @throws DamagedFile when the file is not what it should be
     */
    void read(PackedFiles files, String name) throws IOException;
  }
}
