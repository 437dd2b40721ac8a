package io.ingot.core.lake;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.apache.spark.sql.SparkSession;

/** Small files of a folder, such as the lake's {@code _ingot}, local or on an object store. */
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
   * Writes a file unless it is there: on a local disk by a link, elsewhere by the same store that
   * makes Delta's commits atomic.
   *
   * @return whether this call wrote it
   */
  public boolean putIfAbsent(String name, String text) {
    Path path = path(name);
    try {
      FileSystem files = path.getFileSystem(configuration);
      Optional<LocalFile> local = LocalFile.of(files, path);
      if (local.isPresent()) {
        if (files.exists(path)) {
          return false;
        }
        local.get().create(text);
      } else {
        makeFolder(files, path);
        DeltaBridge.create(spark, path, text.lines().toList(), configuration);
      }
      return true;
    } catch (FileAlreadyExistsException | org.apache.hadoop.fs.FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path, e);
    }
  }

  /** Writes a file, over an older one if need be, whole or not at all; for caches and reports. */
  public void put(String name, String text) {
    Path path = path(name);
    try {
      FileSystem files = path.getFileSystem(configuration);
      Optional<LocalFile> local = LocalFile.of(files, path);
      if (local.isPresent()) {
        local.get().replace(text);
      } else {
        makeFolder(files, path);
        DeltaBridge.replace(spark, path, text.lines().toList(), configuration);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path, e);
    }
  }

  /**
   * Writes bytes as they came, over an older file if need be; whoever reads them has to know by
   * another file that they are whole.
   */
  public void land(String name, byte[] bytes) {
    Path path = path(name);
    try (FSDataOutputStream out = path.getFileSystem(configuration).create(path, true)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path, e);
    }
  }

  /** An object store has no folders; to make one there is three requests for nothing. */
  private static void makeFolder(FileSystem files, Path path) throws IOException {
    if (!(files instanceof S3AFileSystem)) {
      files.mkdirs(path.getParent());
    }
  }

  /** A file's text; empty when it is not there. */
  public Optional<String> read(String name) {
    Path path = path(name);
    // Not asked first whether it is there, since each question is a request of its own.
    try (FSDataInputStream in = path.getFileSystem(configuration).open(path)) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    }
  }

  /** Names of the files in a folder, sorted; none when the folder is not there. */
  public List<String> list(String folder) {
    return names(folder, status -> status.isFile() && !status.getPath().getName().startsWith("."));
  }

  /** Names of the folders in a folder, sorted; none when the folder is not there. */
  public List<String> folders(String folder) {
    return names(folder, FileStatus::isDirectory);
  }

  /** The full path or URI of a name. */
  public String location(String name) {
    return path(name).toString();
  }

  private List<String> names(String folder, Predicate<FileStatus> wanted) {
    Path path = path(folder);
    try {
      return Arrays.stream(path.getFileSystem(configuration).listStatus(path))
          .filter(wanted)
          .map(status -> status.getPath().getName())
          .sorted()
          .toList();
    } catch (FileNotFoundException e) {
      return List.of();
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

  /** Gives a file or a folder another place, in a folder that is made for it if need be. */
  public void move(String name, String to) {
    Path from = path(name);
    Path target = path(to);
    try {
      FileSystem files = from.getFileSystem(configuration);
      files.mkdirs(target.getParent());
      if (!files.rename(from, target)) {
        throw new IOException("the store refused it");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot move " + from + " to " + target, e);
    }
  }

  private Path path(String name) {
    return new Path(root + "/" + name);
  }
}
