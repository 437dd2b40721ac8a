package io.ingot.etl.bronze.files;

import io.ingot.core.batch.SourceFile;
import java.util.List;
import java.util.function.Predicate;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.sources.TableScan;
import org.apache.spark.sql.types.StructType;

/** Text files as a relation of Spark's, read by {@link SplitRows}. */
final class TextRelation extends BaseRelation implements TableScan {
  private final SparkSession spark;
  private final PackedFiles folder;
  private final List<SourceFile> files;
  private final LineFormat format;

  private TextRelation(
      SparkSession spark, PackedFiles folder, List<SourceFile> files, LineFormat format) {
    this.spark = spark;
    this.folder = folder;
    this.files = List.copyOf(files);
    this.format = format;
  }

  /** The rows of files: the format's columns, {@code _corrupt}, {@code _fault}, {@code _source}. */
  static Dataset<Row> rows(
      SparkSession spark, PackedFiles folder, List<SourceFile> files, LineFormat format) {
    return spark.baseRelationToDataFrame(new TextRelation(spark, folder, files, format));
  }

  @Override
  public SQLContext sqlContext() {
    return spark.sqlContext();
  }

  @Override
  public StructType schema() {
    return TextRow.schema(format.columns());
  }

  @Override
  public long sizeInBytes() {
    return files.stream().mapToLong(SourceFile::bytes).sum();
  }

  /** Rows come in Spark's own form. */
  @Override
  public boolean needConversion() {
    return false;
  }

  @Override
  @SuppressWarnings({"unchecked", "rawtypes"})
  public RDD<Row> buildScan() {
    Predicate<String> packed = folder.packed();
    List<List<Split>> tasks =
        Split.tasks(spark, files, file -> format.splits() && !packed.test(file.path()));
    // By contract rows that need no conversion pass as Row, and are none.
    return (RDD)
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(tasks, Math.max(1, tasks.size()))
            .flatMap(new SplitRows(folder, format))
            .rdd();
  }

  @Override
  public String toString() {
    return "text of " + files.size() + (files.size() == 1 ? " file" : " files");
  }
}
