package io.ingot.core.lake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.files.TahoeBatchFileIndex;
import org.apache.spark.sql.delta.files.TahoeLogFileIndex;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** The files of a table's version one by one, and what is in them. */
final class DeltaContents {
  private final SparkSession spark;
  private final HadoopFsRelation scan;
  private final TahoeLogFileIndex table;
  private final Snapshot snapshot;
  private final Map<String, AddFile> files = new LinkedHashMap<>();

  private DeltaContents(SparkSession spark, HadoopFsRelation scan) {
    this.spark = spark;
    this.scan = scan;
    this.table = (TahoeLogFileIndex) scan.location();
    this.snapshot = table.getSnapshot();
    DeltaChecksum.listed(snapshot)
        .orElseGet(() -> snapshot.allFiles().collectAsList())
        .forEach(file -> files.put(name(file), file));
  }

  /**
   * Lists the files.
   *
   * @param table all rows at one version
   */
  static DeltaContents of(Dataset<Row> table) {
    return new DeltaContents(
        table.sparkSession(),
        DeltaFiles.scan(table.queryExecution().analyzed(), TahoeLogFileIndex.class).orElseThrow());
  }

  String tableId() {
    return snapshot.metadata().id();
  }

  List<String> partitionColumns() {
    return Arrays.asList(snapshot.metadata().partitionSchema().fieldNames());
  }

  List<DataFile> files() {
    Parsing parsing = new Parsing(index(List.of()));
    Map<Object, Row> known = new HashMap<>();
    List<DataFile> all = new ArrayList<>();
    files.forEach(
        (name, file) ->
            all.add(
                new DataFile(
                    name,
                    known.computeIfAbsent(
                        file.partitionValues(), values -> parsing.row(file.partitionValues())),
                    file.size())));
    return List.copyOf(all);
  }

  Dataset<Row> rows(List<String> names) {
    List<AddFile> wanted = names.stream().map(this::file).toList();
    return wanted.stream().allMatch(file -> file.deletionVector() == null)
        ? DeltaFiles.over(scan, table, snapshot, wanted, spark)
        : spark.baseRelationToDataFrame(
            new HadoopFsRelation(
                index(wanted),
                scan.partitionSchema(),
                scan.dataSchema(),
                scan.bucketSpec(),
                scan.fileFormat(),
                scan.options(),
                spark));
  }

  private AddFile file(String name) {
    AddFile file = files.get(name);
    if (file == null) {
      throw new IllegalArgumentException("No file of this version: " + name);
    }
    return file;
  }

  /** Rows that are deleted without writing the file anew make it hold other rows. */
  private static String name(AddFile file) {
    return file.deletionVector() == null
        ? file.path()
        : file.path() + "#" + file.deletionVector().uniqueId();
  }

  private TahoeBatchFileIndex index(List<AddFile> some) {
    Seq<AddFile> seq = JavaConverters.asScalaBuffer(some).toList();
    return new TahoeBatchFileIndex(
        spark, "batch", seq, table.deltaLog(), table.path(), snapshot, false);
  }

  /** The values of partitions as the rows that are read from them have them. */
  private record Parsing(TahoeBatchFileIndex index) {
    Row row(scala.collection.immutable.Map<String, String> values) {
      StructType columns = index.partitionSchema();
      return columns.isEmpty()
          ? RowFactory.create()
          : (Row)
              CatalystTypeConverters.convertToScala(index.getPartitionValuesRow(values), columns);
    }
  }
}
