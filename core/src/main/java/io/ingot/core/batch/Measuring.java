package io.ingot.core.batch;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.util.QueryExecutionListener;

/**
 * Aggregates that are computed while something else consumes the rows. Spark's own Observation
 * waits for ever when a plan lost its metrics; here that is an error.
 */
final class Measuring implements AutoCloseable, QueryExecutionListener {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final SparkSession spark;
  private final String name = "ingot-" + UUID.randomUUID();
  private final CompletableFuture<Row> measured = new CompletableFuture<>();

  private Measuring(SparkSession spark) {
    this.spark = spark;
  }

  /** Starts to listen to the queries of a session. */
  static Measuring in(SparkSession spark) {
    Measuring measuring = new Measuring(spark);
    spark.listenerManager().register(measuring);
    return measuring;
  }

  /** The same rows, measured when they are consumed. */
  Dataset<Row> over(Dataset<Row> rows, List<Column> aggregates) {
    return rows.observe(
        name, aggregates.get(0), aggregates.subList(1, aggregates.size()).toArray(Column[]::new));
  }

  /** The aggregates by alias; call it once the rows were consumed. */
  Map<String, Object> await() {
    try {
      Row row = measured.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      Map<String, Object> values = new LinkedHashMap<>();
      String[] names = row.schema().fieldNames();
      for (int i = 0; i < names.length; i++) {
        values.put(names[i], row.get(i));
      }
      return values;
    } catch (TimeoutException | ExecutionException e) {
      throw new IllegalStateException(
          "The counts of a batch did not arrive; it is not committed.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the counts of a batch.", e);
    }
  }

  @Override
  public void onSuccess(String function, QueryExecution query, long nanoseconds) {
    scala.Option<Row> row = query.observedMetrics().get(name);
    if (row.isDefined()) {
      measured.complete(row.get());
    }
  }

  @Override
  public void onFailure(String function, QueryExecution query, Exception exception) {
    // The consumer of the rows throws it; nobody waits then.
  }

  @Override
  public void close() {
    spark.listenerManager().unregister(this);
  }
}
