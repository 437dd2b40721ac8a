package io.ingot.core.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Small text files of the lake below {@code _ingot}, local or on an object store. */
public final class LakeFiles {
  private final SparkSession spark;
  private final Configuration configuration;
  private final String root;

  LakeFiles(SparkSession spark, String root) {
    this.spark = spark;
    this.configuration = spark.sessionState().newHadoopConf();
    this.root = root;
  }

  /**
   * Writes a file unless it is there, by the same store that makes Delta's commits atomic.
   *
   * @return whether this call wrote it
   */
  public boolean putIfAbsent(String name, String text) {
    Path path = path(name);
    try {
      FileSystem files = path.getFileSystem(configuration);
      if (files.exists(path)) {
        return false;
      }
      files.mkdirs(path.getParent());
      DeltaBridge.create(spark, path, text.lines().toList(), configuration);
      return true;
    } catch (FileAlreadyExistsException | org.apache.hadoop.fs.FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path, e);
    }
  }

  /** Writes a file, over an older one if need be; for caches and reports only. */
  public void put(String name, String text) {
    Path path = path(name);
    try (FSDataOutputStream out = path.getFileSystem(configuration).create(path, true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path, e);
    }
  }

  /** A file's text; empty when it is not there. */
  public Optional<String> read(String name) {
    Path path = path(name);
    try {
      FileSystem files = path.getFileSystem(configuration);
      if (!files.exists(path)) {
        return Optional.empty();
      }
      try (FSDataInputStream in = files.open(path)) {
        return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    }
  }

  /** Names of the files in a folder, sorted; none when the folder is not there. */
  public List<String> list(String folder) {
    Path path = path(folder);
    try {
      FileSystem files = path.getFileSystem(configuration);
      if (!files.exists(path)) {
        return List.of();
      }
      List<String> names = new ArrayList<>();
      for (FileStatus status : files.listStatus(path)) {
        if (status.isFile() && !status.getPath().getName().startsWith(".")) {
          names.add(status.getPath().getName());
        }
      }
      return names.stream().sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + path, e);
    }
  }

  /** Deletes a file or a folder with all that is in it; nothing happens when it is not there. */
  public void delete(String name) {
    Path path = path(name);
    try {
      path.getFileSystem(configuration).delete(path, true);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + path, e);
    }
  }

  private Path path(String name) {
    return new Path(root + "/" + name);
  }
}
