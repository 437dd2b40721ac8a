package io.ingot.etl.bronze.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
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
    return path(name).getFileSystem(configuration()).open(path(name));
  }

  /**
   * A file's bytes, unpacked as its name says.
   *
   * @throws DamagedFile when its first bytes contradict its name
   */
  InputStream unpack(String name) throws IOException {
    InputStream stored = new BufferedInputStream(open(name));
    try {
      stored.mark(Packing.BYTES);
      byte[] first = stored.readNBytes(Packing.BYTES);
      stored.reset();
      Packing.requireNamed(name, first);
      CompressionCodec codec = new CompressionCodecFactory(configuration()).getCodec(path(name));
      return codec == null ? stored : codec.createInputStream(stored);
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
  Optional<String> damage(String name, Reading reading) throws IOException {
    try {
      reading.read(this, name);
      return Optional.empty();
    } catch (DamagedFile e) {
      return Optional.of(e.getMessage());
    } catch (ChecksumException e) {
      return Optional.of("its checksum does not match");
    } catch (IOException | RuntimeException e) {
      requireStored(name);
      return Optional.of("it cannot be read to its end: " + words(e));
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
