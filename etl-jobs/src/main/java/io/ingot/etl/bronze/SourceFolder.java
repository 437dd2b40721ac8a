package io.ingot.etl.bronze;

import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.replace;
import static org.apache.spark.sql.functions.url_decode;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.batch.SourceFile;
import io.ingot.core.error.SourceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.PathMatcher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.HadoopFSUtils;

/** A folder that files arrive in; files are named relative to it. */
final class SourceFolder {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final String connection;
  private final FileSystem files;
  private final Configuration configuration;
  private final Path root;

  private SourceFolder(
      String connection, FileSystem files, Configuration configuration, Path root) {
    this.connection = connection;
    this.files = files;
    this.configuration = configuration;
    this.root = root;
  }

  static SourceFolder open(SparkSession spark, String connection, String root) {
    Configuration configuration = spark.sessionState().newHadoopConf();
    Path path = new Path(root);
    try {
      FileSystem files = path.getFileSystem(configuration);
      return new SourceFolder(connection, files, configuration, files.makeQualified(path));
    } catch (IOException e) {
      throw new SourceException("Cannot open the folder of connection " + connection, e);
    }
  }

  /**
   * The files whose path below the folder matches a pattern, by name.
   *
   * @throws SourceException when the folder is not there
   */
  Listing list(String pattern) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    List<SourceFile> found = new ArrayList<>();
    int passedOver = 0;
    try {
      if (!files.exists(root)) {
        throw new SourceException(
            "Cannot list connection " + connection + ": its folder " + root + " is not there.");
      }
      RemoteIterator<LocatedFileStatus> all = files.listFiles(root, true);
      while (all.hasNext()) {
        FileStatus status = all.next();
        String name = status.getPath().toString().substring(prefix());
        if (!matcher.matches(java.nio.file.Path.of(name))) {
          continue;
        }
        if (status.getLen() == 0 || isHidden(status)) {
          passedOver++;
        } else {
          found.add(
              new SourceFile(
                  name, status.getLen(), Instant.ofEpochMilli(status.getModificationTime())));
        }
      }
    } catch (IOException e) {
      throw new SourceException("Cannot list connection " + connection + ": " + e.getMessage(), e);
    }
    found.sort(Comparator.comparing(SourceFile::path));
    return new Listing(found, passedOver);
  }

  /**
   * Whether Spark would read no row of a file, whatever is in it; by custom it is being written.
   */
  private static boolean isHidden(FileStatus status) {
    return HadoopFSUtils.shouldFilterOutPathName(status.getPath().getName());
  }

  /** Files' full paths for Spark, which takes a path for a pattern. */
  String[] patterns(List<SourceFile> files) {
    return files.stream()
        .map(file -> path(file).replaceAll("[\\\\{}\\[\\]*?]", "\\\\$0"))
        .toArray(String[]::new);
  }

  private String path(SourceFile file) {
    return root + "/" + file.path();
  }

  /**
   * The first line of a text file that is not blank, unpacked where the file's name says so; empty
   * when every line is blank.
   */
  Optional<String> firstLine(SourceFile file) {
    Path path = new Path(path(file));
    CompressionCodec codec = new CompressionCodecFactory(configuration).getCodec(path);
    try (InputStream raw = files.open(path);
        InputStream bytes = codec == null ? raw : codec.createInputStream(raw);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
      return lines.lines().map(SourceFolder::unmarked).filter(SourceFolder::hasText).findFirst();
    } catch (IOException | UncheckedIOException e) {
      throw new SourceException(
          "Cannot read " + connection + "/" + file.path() + ": " + e.getMessage(), e);
    }
  }

  private static String unmarked(String line) {
    return line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
  }

  /** Spark looks for a header in the same way, so both have to agree on what is blank. */
  private static boolean hasText(String line) {
    return !line.trim().isEmpty();
  }

  /** For rows that Spark reads from here: the name of their file below the folder. */
  Column fileName() {
    Column uri = BronzeColumns.metadata("file_path");
    // Decoding takes a plus for a space, but what made the URI left a plus as it was.
    Column path =
        when(uri.contains("%"), url_decode(replace(uri, lit("+"), lit("%2B")))).otherwise(uri);
    return path.substr(lit(prefix() + 1), length(path));
  }

  private int prefix() {
    return root.toString().length() + 1;
  }

  /**
   * What lies in a folder.
   *
   * @param files to be read, by name
   * @param passedOver how many files match the pattern as well, but are empty or hidden
   */
  record Listing(List<SourceFile> files, int passedOver) {
    Listing {
      files = List.copyOf(files);
    }
  }
}
