package io.ingot.core.lake;

import io.ingot.core.error.SourceException;
import io.ingot.core.project.TableName;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/**
 * All tables of a project in one environment: {@code <location>/<layer>/<name>}, and Ingot's own
 * files below {@code <location>/_ingot}.
 */
public final class Lake {
  private final SparkSession spark;
  private final String location;
  private final String environment;

  public Lake(SparkSession spark, String location, String environment) {
    this.spark = Objects.requireNonNull(spark, "spark");
    this.location = Objects.requireNonNull(location, "location");
    this.environment = Objects.requireNonNull(environment, "environment");
  }

  /** The session that the lake reads and writes with. */
  public SparkSession spark() {
    return spark;
  }

  /** What this thread's Spark jobs are for, as Spark's pages tell it. */
  public JobWords words() {
    return JobWords.of(spark);
  }

  public String location() {
    return location;
  }

  /**
   * Makes sure, within ten seconds, that a lake on S3 can be read; a local one is not asked.
   *
   * @throws SourceException what is wrong and what to do
   */
  public Lake toRead() {
    probe().ifPresent(StoreProbe::read);
    return this;
  }

  /**
   * As {@link #toRead}, and that it can be written and that its store keeps two runs apart.
   *
   * @throws SourceException what is wrong and what to do
   */
  public Lake toWrite() {
    probe().ifPresent(StoreProbe::write);
    return this;
  }

  private Optional<StoreProbe> probe() {
    return location.startsWith("s3a://")
        ? Optional.of(new StoreProbe("the lake", location, spark.sessionState().newHadoopConf()))
        : Optional.empty();
  }

  /** A table by name, whether it is there already or not. */
  public LakeTable table(TableName name) {
    return new LakeTable(
        spark, name, location + "/" + name.layer().word() + "/" + name.name(), environment);
  }

  /** The files of a table, for its upkeep; by a session of its own. */
  public LakeUpkeep upkeep(TableName name) {
    return new LakeUpkeep(spark.newSession(), name, table(name).path());
  }

  /** The same lake seen by a session of its own, so that settings do not leak. */
  public Lake inOwnSession() {
    return new Lake(spark.newSession(), location, environment);
  }

  /**
   * The same lake seen by a session in which SQL finds {@code silver.sales} and its like, each at
   * the version given; a table without a version is not found.
   */
  public Lake pinned(Map<TableName, Long> versions) {
    SparkSession own = spark.newSession();
    LakeCatalog.configure(
        own,
        location,
        versions.entrySet().stream()
            .collect(Collectors.toMap(pin -> pin.getKey().toString(), Map.Entry::getValue)));
    return new Lake(own, location, environment);
  }

  /** Ingot's own files of this lake. */
  public LakeFiles files() {
    return new LakeFiles(spark, location + "/_ingot");
  }

  /**
   * Files of a folder that may lie anywhere, such as one that a user asks a result into.
   *
   * @param folder an absolute path or a URI
   */
  public LakeFiles folder(String folder) {
    return new LakeFiles(spark, folder);
  }

  /**
   * A Delta table that belongs to a result and not to the lake.
   *
   * @param folder an absolute path or a URI
   */
  public ExportedTable exported(String folder) {
    return new ExportedTable(spark, folder);
  }

  /** Where a run stages a batch that has to be read again before it is committed. */
  public Staging staging(TableName table, long batch, String run) {
    return new Staging(files(), "staging/" + table, batch, run);
  }

  /** Where a fitted model of a table's batch is kept. */
  public String model(TableName table, long batch) {
    return location + "/models/" + table.name() + "/" + batch;
  }
}
