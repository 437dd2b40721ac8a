package io.ingot.etl.bronze.files;

import io.ingot.core.batch.SourceFile;
import io.ingot.core.error.SourceException;
import io.ingot.core.project.Source;
import io.ingot.etl.bronze.BronzeColumns;
import io.ingot.etl.bronze.Extraction;
import java.io.IOException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Reads the files of one batch. A damaged file is set aside whole: it becomes one row that has
 * nothing but the reason in {@code _corrupt} and its code in {@code _fault}.
 */
final class FileReading {
  private static final int MOST_TASKS = 10_000;

  private final SparkSession spark;
  private final SourceFolder folder;
  private final Source.FileSet source;
  private final Formats format;

  FileReading(SparkSession spark, SourceFolder folder, Source.FileSet source) {
    this.spark = spark;
    this.folder = folder;
    this.source = source;
    this.format = Formats.of(source);
  }

  /**
   * The rows of files.
   *
   * @param table the columns that the table has now
   * @param known files of which it is known already that they are damaged
   * @param tallies counted already
   * @throws SourceException when more files are damaged than may be set aside
   */
  Extraction rows(
      List<SourceFile> files, StructType table, List<Damage> known, Map<String, Long> tallies) {
    Set<SourceFile> aside = known.stream().map(Damage::file).collect(Collectors.toSet());
    List<SourceFile> others = files.stream().filter(file -> !aside.contains(file)).toList();
    FileColumns columns = FileColumns.of(Survey.of(format, folder.packed(), others), table);
    List<Damage> damaged = new ArrayList<>(known);
    damaged.addAll(columns.damaged());
    requireFew(damaged, files.size());
    List<Dataset<Row>> parts = new ArrayList<>();
    columns.groups().forEach(group -> parts.add(rows(columns, group)));
    if (!damaged.isEmpty() || parts.isEmpty()) {
      parts.add(rows(damaged));
    }
    Map<String, Long> counted = new TreeMap<>(tallies);
    if (!damaged.isEmpty()) {
      counted.put("damaged_files", (long) damaged.size());
    }
    return new Extraction(
        ownLast(
            parts.stream().reduce((left, right) -> left.unionByName(right, true)).orElseThrow()),
        functions.lit(false),
        counted.entrySet().stream()
            .map(tally -> Extraction.fact(tally.getKey(), tally.getValue()))
            .toList(),
        List.of());
  }

  private Dataset<Row> rows(FileColumns columns, FileColumns.Group group) {
    Dataset<Row> rows = format.rows(spark, folder, group.head(), group.files());
    List<Column> selected = new ArrayList<>(columns.select(group));
    group.others(rows.columns()).forEach(name -> selected.add(BronzeColumns.named(name)));
    return rows.select(selected.toArray(Column[]::new));
  }

  private static Dataset<Row> ownLast(Dataset<Row> rows) {
    List<String> ordered = new ArrayList<>(BronzeColumns.ofSource(rows.columns()));
    Arrays.stream(rows.columns()).filter(name -> !ordered.contains(name)).forEach(ordered::add);
    return rows.select(ordered.stream().map(BronzeColumns::named).toArray(Column[]::new));
  }

  private Dataset<Row> rows(List<Damage> damaged) {
    return spark
        .createDataFrame(
            damaged.stream()
                .map(
                    damage ->
                        RowFactory.create(
                            damage.file().path(),
                            damage.file().bytes(),
                            Timestamp.from(damage.file().modified()),
                            "damaged file: " + damage.reason(),
                            damage.flaw().name()))
                .toList(),
            new StructType()
                .add("name", DataTypes.StringType)
                .add("bytes", DataTypes.LongType)
                .add("modified", DataTypes.TimestampType)
                .add(BronzeColumns.CORRUPT, DataTypes.StringType)
                .add(BronzeColumns.FAULT, DataTypes.StringType))
        .select(
            functions.col(BronzeColumns.CORRUPT),
            functions.col(BronzeColumns.FAULT),
            BronzeColumns.source(
                functions.col("name"),
                functions.col("bytes"),
                functions.col("modified"),
                BronzeColumns.none()));
  }

  private void requireFew(List<Damage> damaged, int files) {
    if ((double) damaged.size() / files > source.damaged().value()) {
      throw new SourceException(
          "Cannot take "
              + source.connection()
              + "/"
              + source.path()
              + ": "
              + damaged.size()
              + " of "
              + files
              + (files == 1 ? " file is damaged" : " files are damaged")
              + ", more than the "
              + source.damaged()
              + " that may be set aside: "
              + Damage.describe(damaged)
              + ". Nothing was taken. Mend or remove them, or raise 'damaged' of the source.");
    }
  }

  /**
   * Reads files from front to end, to find those that cannot be.
   *
   * @throws SourceException when the store does not give a file's bytes
   */
  List<Damage> damaged(List<SourceFile> files) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(files, Math.min(files.size(), MOST_TASKS))
        .flatMap(new Probe(folder.packed(), format.whole()))
        .collect();
  }

  /** Tells the damage of a file, if there is any. */
  private static final class Probe implements FlatMapFunction<SourceFile, Damage> {
    private static final long serialVersionUID = 1L;

    private final PackedFiles files;
    private final PackedFiles.Reading reading;

    Probe(PackedFiles files, PackedFiles.Reading reading) {
      this.files = files;
      this.reading = reading;
    }

    @Override
    public Iterator<Damage> call(SourceFile file) throws IOException {
      return files.damage(file.path(), reading).map(found -> Damage.of(file, found)).stream()
          .iterator();
    }
  }
}
