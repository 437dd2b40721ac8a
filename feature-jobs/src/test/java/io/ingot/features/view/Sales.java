package io.ingot.features.view;

import io.ingot.core.batch.BatchWriter;
import io.ingot.core.batch.Candidate;
import io.ingot.core.batch.Plans;
import io.ingot.core.batch.Tenure;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.Publication;
import io.ingot.core.lake.TableLayout;
import io.ingot.core.testkit.Lakes;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The input of the tests: {@code customer_id bigint, sold_on timestamp, amount decimal(10,4),
 * weight double, item string, known_at timestamp}.
 */
public final class Sales {
  private Sales() {}

  /**
   * Sales by the values of {@code customer_id, sold_on, amount, known_at}; the weight is the amount
   * as a double.
   */
  public static Dataset<Row> rows(Lake lake, String... values) {
    return Lakes.rows(lake, "customer_id, sold_on, amount, known_at", values)
        .selectExpr(
            "CAST(customer_id AS bigint) customer_id",
            "CAST(sold_on AS timestamp) sold_on",
            "CAST(amount AS decimal(10,4)) amount",
            "CAST(amount AS double) weight",
            "'item' item",
            "CAST(known_at AS timestamp) known_at");
  }

  /** Adds a batch of sales to {@code silver.sales}. */
  public static void add(Lake lake, long batch, String... values) {
    new BatchWriter(lake, new Plans(lake), List.of(), Tenure.unshared())
        .publish(
            Lakes.batch("silver.sales", batch, "run-of-sales"),
            Candidate.whole(
                rows(lake, values),
                new Publication.Append(),
                new TableLayout(List.of(), List.of(), Map.of("delta.enableChangeDataFeed", "true")),
                Map.of()));
  }

  /** Rows as sorted texts of some columns. */
  public static List<String> texts(Dataset<Row> rows, String... columns) {
    return rows.selectExpr(columns).collectAsList().stream().map(Row::toString).sorted().toList();
  }
}
