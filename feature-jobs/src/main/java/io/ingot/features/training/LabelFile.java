package io.ingot.features.training;

import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.error.ProjectException;
import io.ingot.core.error.SourceException;
import io.ingot.core.lake.Lake;
import io.ingot.features.view.Columns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;

/** A file of labels, or a folder of Parquet files. */
record LabelFile(Recipe.FilePin pin) implements LabelSource {
  private static final String WRONG = "_wrong";
  private static final int TOLD = 5;

  /**
   * The file as it is now.
   *
   * @param path an absolute path or a URI
   * @return empty when it is not there
   */
  static Optional<LabelFile> at(String path, SparkSession spark) {
    Configuration configuration = spark.sessionState().newHadoopConf();
    Path place = new Path(path);
    try {
      FileSystem files = place.getFileSystem(configuration);
      if (!files.exists(place)) {
        return Optional.empty();
      }
      FileStatus status = files.getFileStatus(place);
      return Optional.of(
          new LabelFile(
              status.isFile()
                  ? pin(FileDigest.of(path, configuration))
                  : folder(path, files, spark)));
    } catch (IOException e) {
      throw new SourceException("Cannot read the labels in " + path + ": " + e, e);
    }
  }

  /**
   * The rows, with keys and time in their types.
   *
   * @throws SourceException when a row cannot be read, or a value is not of its type
   */
  @Override
  public Dataset<Row> rows(Lake lake, Map<String, String> keys, String time) {
    Map<String, String> types = new LinkedHashMap<>(keys);
    types.put(time, "timestamp");
    Dataset<Row> read = LabelKind.of(pin.path()).read(pin.path(), types.keySet(), lake.spark());
    List<Column> wrong = new ArrayList<>();
    if (Arrays.asList(read.columns()).contains(LabelKind.BROKEN)) {
      wrong.add(when(Columns.named(LabelKind.BROKEN).isNotNull(), lit("it cannot be read")));
    }
    Dataset<Row> typed = read;
    for (Map.Entry<String, String> column : types.entrySet()) {
      if (Arrays.asList(read.columns()).contains(column.getKey())) {
        DataType from = read.schema().apply(column.getKey()).dataType();
        if (isCast(from, column)) {
          Typed cast = new Typed(column.getKey(), from, column.getValue());
          wrong.add(cast.wrong());
          typed = typed.withColumn(column.getKey(), cast.value());
        }
      }
    }
    if (!wrong.isEmpty()) {
      requireRight(read.withColumn(WRONG, concat_ws(", ", wrong.toArray(Column[]::new))));
    }
    return typed.drop(LabelKind.BROKEN);
  }

  /** A date or timestamp is a time as it is. */
  private static boolean isCast(DataType from, Map.Entry<String, String> column) {
    return column.getValue().equals("timestamp")
        ? from instanceof StringType
        : !from.catalogString().equals(column.getValue());
  }

  private void requireRight(Dataset<Row> judged) {
    Dataset<Row> wrong = judged.filter(not(Columns.named(WRONG).equalTo("")));
    long count = wrong.count();
    if (count == 0) {
      return;
    }
    // Only now, since it takes another pass to number rows as the file has them.
    String told =
        judged
            .select(WRONG)
            .javaRDD()
            .zipWithIndex()
            .filter(row -> !row._1().getString(0).isEmpty())
            .map(row -> "row " + (row._2() + 1) + ": " + row._1().getString(0))
            .take(TOLD)
            .stream()
            .collect(Collectors.joining("; "));
    throw new SourceException(
        "Cannot use the labels in "
            + pin.path()
            + ": "
            + told
            + (count > TOLD ? "; and " + (count - TOLD) + " rows more" : "")
            + ". Mend the file; its first row below the head is row 1.");
  }

  @Override
  public Recipe.Labelled pinned(Recipe.Columns columns) {
    return new Recipe.Labelled(Optional.empty(), Optional.of(pin), columns);
  }

  private static Recipe.FilePin pin(FileDigest file) {
    return new Recipe.FilePin(file.path(), file.bytes(), file.sha256());
  }

  private static Recipe.FilePin folder(String path, FileSystem files, SparkSession spark)
      throws IOException {
    List<String> names =
        Arrays.stream(files.listStatus(new Path(path)))
            .filter(FileStatus::isFile)
            .map(file -> file.getPath().getName())
            .filter(name -> !name.startsWith("_") && !name.startsWith("."))
            .sorted(Comparator.naturalOrder())
            .toList();
    if (names.isEmpty()) {
      throw new ProjectException("Cannot read labels from " + path + ": the folder holds no file.");
    }
    MessageDigest sha = FileDigest.digest();
    long bytes = 0;
    List<FileDigest> digests =
        FileDigest.of(names.stream().map(name -> path + "/" + name).toList(), spark);
    for (int i = 0; i < names.size(); i++) {
      sha.update(
          (names.get(i) + " " + digests.get(i).sha256() + "\n").getBytes(StandardCharsets.UTF_8));
      bytes += digests.get(i).bytes();
    }
    return new Recipe.FilePin(path, bytes, HexFormat.of().formatHex(sha.digest()));
  }

  /** A column that has to become of another type. */
  private record Typed(String name, DataType from, String type) {
    Column value() {
      return expr("try_cast(" + quoted() + " AS " + type + ")");
    }

    /** What is wrong with a value; null where nothing is. */
    Column wrong() {
      Column there = Columns.named(name);
      Column lost =
          from instanceof StringType
              ? value().isNull()
              // Of a number with a fraction a cast makes another number, not null.
              : not(
                  expr("try_cast(" + quoted() + " AS " + type + ")").cast(from).eqNullSafe(there));
      return when(there.isNotNull().and(lost), lit(name + " is no " + type));
    }

    private String quoted() {
      return "`" + name.replace("`", "``") + "`";
    }
  }
}
