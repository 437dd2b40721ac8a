package io.ingot.etl.bronze.files;

import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.replace;
import static org.apache.spark.sql.functions.url_decode;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.batch.SourceFile;
import io.ingot.core.error.Fault;
import io.ingot.core.error.SourceException;
import io.ingot.core.project.Glob;
import io.ingot.etl.bronze.BronzeColumns;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.HadoopFSUtils;

/** A folder that files arrive in; files are named relative to it. */
final class SourceFolder {
  private static final String CODECS = "io.compression.codecs";

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
    String known = configuration.get(CODECS, "");
    String own = ZstdCodec.class.getName();
    configuration.set(CODECS, known.isEmpty() ? own : known + "," + own);
    Path path = new Path(root);
    try {
      FileSystem files = path.getFileSystem(configuration);
      return new SourceFolder(connection, files, configuration, files.makeQualified(path));
    } catch (IOException e) {
      throw unanswered("Cannot open the folder of connection " + connection, e);
    }
  }

  /**
   * The files whose path below the folder matches a pattern.
   *
   * @throws SourceException when the folder is not there
   */
  Listing list(String pattern) {
    Glob glob = Glob.of(pattern);
    List<SourceFile> found = new ArrayList<>();
    List<String> hidden = new ArrayList<>();
    List<String> empty = new ArrayList<>();
    try {
      if (!files.exists(root)) {
        throw new SourceException(
            "Cannot list connection " + connection + ": its folder " + root + " is not there.");
      }
      Path folder = glob.folder().isEmpty() ? root : new Path(root + "/" + glob.folder());
      if (!files.exists(folder)) {
        return new Listing(List.of(), List.of(), List.of());
      }
      RemoteIterator<LocatedFileStatus> all = files.listFiles(folder, true);
      while (all.hasNext()) {
        FileStatus status = all.next();
        String name = status.getPath().toString().substring(prefix());
        if (!glob.matches(name)) {
          continue;
        }
        if (isHidden(name)) {
          hidden.add(name);
        } else if (status.getLen() == 0) {
          empty.add(name);
        } else {
          found.add(
              new SourceFile(
                  name, status.getLen(), Instant.ofEpochMilli(status.getModificationTime())));
        }
      }
    } catch (IOException e) {
      throw unanswered("Cannot list connection " + connection, e);
    }
    found.sort(Comparator.comparing(SourceFile::path));
    hidden.sort(Comparator.naturalOrder());
    empty.sort(Comparator.naturalOrder());
    return new Listing(found, hidden, empty);
  }

  /** A store's failure to answer; asking again may help unless it said no. */
  static SourceException unanswered(String what, IOException e) {
    boolean refused =
        e instanceof FileNotFoundException
            || e instanceof AccessDeniedException
            || e instanceof AccessControlException;
    return new SourceException(
        refused ? Fault.LASTING : Fault.CONNECTION,
        what + ": " + e.getMessage(),
        what + " (" + e.getClass().getSimpleName() + ")",
        e);
  }

  /**
   * Whether a file is being written by custom. Spark itself reads no row of a file of such a name,
   * and would read what lies in a folder of such a name, where its own jobs put unfinished files.
   */
  private static boolean isHidden(String name) {
    return Arrays.stream(name.split("/")).anyMatch(HadoopFSUtils::shouldFilterOutPathName);
  }

  /** Files' full paths for Spark, which takes a path for a pattern. */
  String[] patterns(List<SourceFile> files) {
    return files.stream()
        .map(file -> (root + "/" + file.path()).replaceAll("[\\\\{}\\[\\]*?]", "\\\\$0"))
        .toArray(String[]::new);
  }

  /** A reader that unpacks files as {@link #packed} does. */
  DataFrameReader reader(SparkSession spark) {
    return spark.read().option(CODECS, configuration.get(CODECS));
  }

  /** The same files, to be opened one by one. */
  PackedFiles packed() {
    return new PackedFiles(root.toString(), configuration);
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
}
