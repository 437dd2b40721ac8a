package io.ingot.quality;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Evidence;
import io.ingot.core.batch.Gate;
import io.ingot.core.batch.Verdict;
import io.ingot.core.project.Check;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Sparks;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import scala.collection.JavaConverters;

/** Writes rows, measures them in the same pass and has them judged, as a batch does. */
final class Judging {
  static final TableName TABLE = TableName.of("silver.orders");

  private final Path folder;
  private final List<String> keys;

  Judging(Path folder, String... keys) {
    this.folder = folder;
    this.keys = List.of(keys);
  }

  /** Rows by an SQL {@code VALUES} list. */
  static Dataset<Row> rows(String columns, String... values) {
    return Sparks.session()
        .sql("SELECT * FROM VALUES " + String.join(", ", values) + " AS t(" + columns + ")");
  }

  Verdict verdict(Dataset<Row> rows, Check check) {
    return verdicts(rows, check).get(0);
  }

  List<Verdict> verdicts(Dataset<Row> rows, Check... checks) {
    DeequGate gate = new DeequGate(TABLE, List.of(checks), keys);
    return gate.judge(written(rows, gate));
  }

  /** What is known once the rows are in files. */
  Evidence written(Dataset<Row> rows, Gate gate) {
    List<Column> measures = gate.measures(rows.schema());
    Observation observation = new Observation();
    String files = folder.resolve(UUID.randomUUID().toString()).toString();
    rows.observe(observation, count(lit(1)).as("rows"), measures.toArray(Column[]::new))
        .write()
        .parquet(files);
    Map<String, Object> measured = values(observation);
    Dataset<Row> written = Sparks.session().read().schema(rows.schema()).parquet(files);
    long count = (Long) measured.get("rows");
    return new Evidence(new Counts(count, count, 0, 0), measured, Map.of(), () -> written);
  }

  private static Map<String, Object> values(Observation observation) {
    try {
      return new HashMap<>(JavaConverters.mapAsJavaMap(observation.get()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
