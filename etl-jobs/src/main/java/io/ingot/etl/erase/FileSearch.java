package io.ingot.etl.erase;

import io.ingot.etl.trace.Conditions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.schema.Type;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Opens every file below a folder, whatever it belongs to, and looks for a value: Parquet is
 * decoded, all else is read as text.
 */
final class FileSearch implements MapPartitionsFunction<String, String> {
  private static final long serialVersionUID = 1L;

  private static final int FILES_A_TASK = 20;

  private final SerializableConfiguration configuration;
  private final String value;
  private final Set<String> names;

  private FileSearch(SerializableConfiguration configuration, String value, Set<String> names) {
    this.configuration = configuration;
    this.value = value;
    this.names = new TreeSet<>(names);
  }

  /** The files that are there. */
  static List<String> below(SparkSession spark, String folder) {
    List<String> files = new ArrayList<>();
    Path path = new Path(folder);
    try {
      RemoteIterator<LocatedFileStatus> all =
          path.getFileSystem(spark.sessionState().newHadoopConf()).listFiles(path, true);
      while (all.hasNext()) {
        String file = all.next().getPath().toString();
        // Sums that Hadoop keeps beside its files.
        if (!file.endsWith(".crc") || !file.substring(file.lastIndexOf('/')).startsWith("/.")) {
          files.add(file);
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("Cannot list " + folder, e);
    }
    return files;
  }

  /**
   * The places in which a value stands: {@code file: column} or {@code file: line n}.
   *
   * @param names of the columns that hold it; where it is short, nothing else is looked at
   */
  static List<String> places(
      SparkSession spark, List<String> files, String value, Set<String> names) {
    if (files.isEmpty()) {
      return List.of();
    }
    FileSearch search =
        new FileSearch(
            new SerializableConfiguration(spark.sessionState().newHadoopConf()), value, names);
    return spark
        .createDataset(files, Encoders.STRING())
        .repartition(1 + files.size() / FILES_A_TASK)
        .mapPartitions(search, Encoders.STRING())
        .collectAsList()
        .stream()
        .sorted()
        .toList();
  }

  @Override
  public Iterator<String> call(Iterator<String> files) {
    List<String> places = new ArrayList<>();
    while (files.hasNext()) {
      Path file = new Path(files.next());
      found(file).forEach(place -> places.add(file + ": " + place));
    }
    return places.iterator();
  }

  /** A file that nobody can read may hold anything, and the search goes on. */
  private Set<String> found(Path file) {
    try {
      return file.getName().endsWith(".parquet")
          ? columns(file)
          : lines(file, configuration.value());
    } catch (IOException | RuntimeException e) {
      return Set.of("cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private Set<String> columns(Path file) throws IOException {
    Set<String> found = new TreeSet<>();
    Pattern word = Pattern.compile(Conditions.word(value));
    try (ParquetReader<Group> rows =
        ParquetReader.builder(new GroupReadSupport(), file)
            .withConf(configuration.value())
            .build()) {
      for (Group row = rows.read(); row != null; row = rows.read()) {
        look(row, "", word, found);
      }
    }
    return found;
  }

  private void look(Group group, String above, Pattern word, Set<String> found) {
    for (Type field : group.getType().getFields()) {
      String name = above.isEmpty() ? field.getName() : above + "." + field.getName();
      for (int i = 0; i < group.getFieldRepetitionCount(field.getName()); i++) {
        if (!field.isPrimitive()) {
          look(group.getGroup(field.getName(), i), name, word, found);
        } else if (holds(field, text(group, field, i), word)) {
          found.add("column " + name);
        }
      }
    }
  }

  private static String text(Group group, Type field, int index) {
    return switch (field.asPrimitiveType().getPrimitiveTypeName()) {
      case BINARY -> group.getBinary(field.getName(), index).toStringUsingUTF8();
      default -> group.getValueToString(group.getType().getFieldIndex(field.getName()), index);
    };
  }

  private boolean holds(Type field, String text, Pattern word) {
    return value.length() >= Conditions.TELLING
        ? word.matcher(text).find()
        : names.contains(field.getName()) && value.equals(text);
  }

  private Set<String> lines(Path file, Configuration hadoop) throws IOException {
    Set<String> found = new TreeSet<>();
    Pattern telling =
        Pattern.compile(value.length() >= Conditions.TELLING ? Conditions.word(value) : named());
    FileSystem files = file.getFileSystem(hadoop);
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(files.open(file), StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        if (telling.matcher(line).find()) {
          found.add("line " + number);
        }
      }
    }
    return found;
  }

  /** The value as JSON says it of one of the columns, also of JSON in JSON. */
  private String named() {
    return "(?:"
        + names.stream().map(Pattern::quote).collect(Collectors.joining("|"))
        + ")\\\\*\"\\s*:\\s*\\\\*\"?"
        + Pattern.quote(value)
        + "(?![\\p{L}\\p{N}.])";
  }
}
