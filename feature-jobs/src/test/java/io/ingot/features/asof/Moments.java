package io.ingot.features.asof;

import io.ingot.core.project.FeatureView;
import io.ingot.core.project.FeatureYaml;
import io.ingot.core.project.TrainingSet.Edge;
import io.ingot.core.project.TrainingSet.KnownTime;
import io.ingot.core.testkit.Sparks;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Labels and rows of views as SQL values, and answers as text. */
final class Moments {
  static final LabelTerms USUAL = LabelTerms.usual("t");
  static final LabelTerms STRICT = new LabelTerms("t", KnownTime.HEED, Edge.STRICT);
  static final LabelTerms IGNORING = new LabelTerms("t", KnownTime.IGNORE, Edge.INCLUSIVE);

  private static final String CUSTOMER =
      """
      entity: {customer: bigint}
      from: silver.sales
      event_time: sold_at
      features: {amount: {value: amount}, item: {value: item}}
      """;

  private Moments() {}

  /** A view of customers with an amount and an item. */
  static FeatureView customer(String name, String... lines) {
    return FeatureYaml.view(name, CUSTOMER + String.join("\n", lines));
  }

  /** Values such as {@code (1, timestamp'1998-03-01', ...)}, of columns such as {@code id, t}. */
  static Dataset<Row> rows(String columns, String... values) {
    return Sparks.session()
        .sql("SELECT * FROM VALUES " + String.join(", ", values) + " AS t(" + columns + ")");
  }

  /**
   * Rows of {@link #customer}: {@code key, valid_from, known_time, amount, item}, each in SQL; a
   * known time of {@code -} is that of valid_from, an item of {@code gone} a tombstone.
   */
  static Dataset<Row> history(String... rows) {
    String[] values =
        Arrays.stream(rows)
            .map(row -> row.split(", "))
            .map(
                row ->
                    "(%sL, %s, %s, %s, %s, %s)"
                        .formatted(
                            row[0],
                            moment(row[1]),
                            moment(row[2].equals("-") ? row[1] : row[2]),
                            "CAST(%s AS double)".formatted(row[3]),
                            "'" + row[4] + "'",
                            row[4].equals("gone")))
            .toArray(String[]::new);
    return rows("customer, valid_from, known_time, amount, item, _deleted", values);
  }

  /** Labels: {@code id, customer, t}. */
  static Dataset<Row> labels(String... rows) {
    String[] values =
        Arrays.stream(rows)
            .map(row -> row.split(", "))
            .map(row -> "(%s, CAST(%s AS bigint), %s)".formatted(row[0], row[1], moment(row[2])))
            .toArray(String[]::new);
    return rows("id, customer, t", values);
  }

  /** The rows in the order of their text, without blanks around. */
  static List<String> texts(Dataset<Row> rows, String... columns) {
    return rows.selectExpr(columns).collectAsList().stream()
        .map(row -> row.mkString(" "))
        .sorted()
        .toList();
  }

  private static String moment(String text) {
    return text.equals("null") ? "CAST(null AS timestamp)" : "timestamp'1998-03-" + text + "'";
  }
}
