package io.ingot.core.lake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.BasePredicate;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.Predicate$;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.files.TahoeFileIndex;
import org.apache.spark.sql.delta.files.TahoeFileIndexWithSnapshotDescriptor;
import org.apache.spark.sql.delta.files.TahoeLogFileIndex;
import org.apache.spark.sql.delta.stats.DeltaScan;
import org.apache.spark.sql.delta.stats.PreparedDeltaFileIndex;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * The files of a table's version that can hold the rows of a condition, as Delta found them once.
 * Delta itself asks its log for them in every action over a Dataset, by a query of its own that
 * takes longer than many a small batch.
 */
final class DeltaFiles extends TahoeFileIndexWithSnapshotDescriptor {
  private final List<AddFile> files;

  private DeltaFiles(
      SparkSession spark, TahoeFileIndex table, Snapshot snapshot, List<AddFile> files) {
    super(spark, table.deltaLog(), table.path(), snapshot);
    this.files = List.copyOf(files);
  }

  /**
   * The rows of a table that fulfil a condition, whose files are looked up now and not again.
   *
   * @param table all rows at one version
   */
  static Dataset<Row> found(Dataset<Row> table, Column condition) {
    Dataset<Row> asked = table.filter(condition);
    return listed(asked)
        .or(() -> searched(asked))
        .map(rows -> rows.filter(condition))
        // Nothing is scanned where a condition is never true; elsewhere Delta reads as it would.
        .orElse(asked);
  }

  private static Optional<Dataset<Row>> listed(Dataset<Row> asked) {
    LogicalPlan plan = asked.queryExecution().analyzed();
    return plan instanceof Filter filter
        ? scan(plan, TahoeLogFileIndex.class)
            .flatMap(
                scan -> {
                  TahoeLogFileIndex table = (TahoeLogFileIndex) scan.location();
                  Snapshot snapshot = table.getSnapshot();
                  return DeltaChecksum.files(snapshot, filter.condition())
                      .map(files -> over(scan, table, snapshot, files, asked.sparkSession()));
                })
        : Optional.empty();
  }

  private static Optional<Dataset<Row>> searched(Dataset<Row> asked) {
    return scan(asked.queryExecution().optimizedPlan(), PreparedDeltaFileIndex.class)
        .filter(scan -> isWhole(((PreparedDeltaFileIndex) scan.location()).preparedScan()))
        .map(
            scan -> {
              PreparedDeltaFileIndex table = (PreparedDeltaFileIndex) scan.location();
              DeltaScan found = table.preparedScan();
              List<AddFile> files =
                  JavaConverters.seqAsJavaList(found.files()).stream().distinct().toList();
              return over(scan, table, found.scannedSnapshot(), files, asked.sparkSession());
            });
  }

  /** Of a file that some rows were deleted from, Delta has to be asked which. */
  private static boolean isWhole(DeltaScan found) {
    return JavaConverters.seqAsJavaList(found.files()).stream()
        .allMatch(file -> file.deletionVector() == null);
  }

  static Optional<HadoopFsRelation> scan(LogicalPlan plan, Class<? extends TahoeFileIndex> index) {
    return JavaConverters.seqAsJavaList(plan.collectLeaves()).stream()
        .filter(LogicalRelation.class::isInstance)
        .map(leaf -> ((LogicalRelation) leaf).relation())
        .filter(HadoopFsRelation.class::isInstance)
        .map(HadoopFsRelation.class::cast)
        .filter(relation -> index.isInstance(relation.location()))
        .findFirst();
  }

  /** The rows of some files of a version, none of which has rows that were deleted from it. */
  static Dataset<Row> over(
      HadoopFsRelation scan,
      TahoeFileIndex table,
      Snapshot snapshot,
      List<AddFile> files,
      SparkSession spark) {
    return spark.baseRelationToDataFrame(
        new HadoopFsRelation(
            new DeltaFiles(spark, table, snapshot, files),
            scan.partitionSchema(),
            scan.dataSchema(),
            scan.bucketSpec(),
            scan.fileFormat(),
            scan.options(),
            spark));
  }

  /** Those of the partitions wanted; a file that only its statistics rule out is left in. */
  @Override
  public Seq<AddFile> matchingFiles(Seq<Expression> partitionFilters, Seq<Expression> dataFilters) {
    Optional<Expression> filter =
        JavaConverters.seqAsJavaList(partitionFilters).stream().reduce(And::new);
    List<AddFile> wanted = filter.map(this::within).orElse(files);
    return JavaConverters.asScalaBuffer(wanted).toList();
  }

  private List<AddFile> within(Expression filter) {
    BasePredicate predicate = Predicate$.MODULE$.create(filter, partitionColumns(filter));
    predicate.initialize(0);
    Map<Object, Boolean> known = new HashMap<>();
    return files.stream()
        .filter(
            file ->
                known.computeIfAbsent(
                    file.partitionValues(),
                    values -> predicate.eval(getPartitionValuesRow(file.partitionValues()))))
        .toList();
  }

  /** The attributes by which a filter names the values of a partition, in their order. */
  private Seq<Attribute> partitionColumns(Expression filter) {
    List<Attribute> named = JavaConverters.seqAsJavaList(filter.references().toSeq());
    return JavaConverters.asScalaBuffer(
            Stream.of(partitionSchema().fields()).map(field -> attribute(field, named)).toList())
        .toList();
  }

  private static Attribute attribute(StructField field, List<Attribute> named) {
    return named.stream()
        .filter(attribute -> attribute.name().equalsIgnoreCase(field.name()))
        .findFirst()
        .orElseGet(
            () ->
                new AttributeReference(
                    field.name(),
                    field.dataType(),
                    true,
                    Metadata.empty(),
                    NamedExpression.newExprId(),
                    JavaConverters.asScalaBuffer(List.<String>of()).toList()));
  }

  @Override
  public String[] inputFiles() {
    return files.stream().map(file -> absolutePath(file.path()).toString()).toArray(String[]::new);
  }

  @Override
  public void refresh() {
    // A version's files stay the same.
  }

  @Override
  public long sizeInBytes() {
    return files.stream().mapToLong(AddFile::size).sum();
  }
}
