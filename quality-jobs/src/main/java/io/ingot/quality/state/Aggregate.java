package io.ingot.quality.state;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import scala.collection.JavaConverters;

/**
 * An aggregate over a table's rows.
 *
 * @param column the aggregate
 * @param key what it is, in terms of the table's columns and their types; equal for equal ones in
 *     whatever session, and telling nothing of the values that it compares with
 * @param merging how its values are merged; empty where they cannot be
 */
record Aggregate(Column column, String key, Optional<Merging> merging) {
  private static final String SEPARATOR = "-";

  /**
   * Aggregates as the rows' columns give them a meaning.
   *
   * @param rows any rows of the table
   * @param personal tells columns whose values may stand in no file
   */
  static List<Aggregate> of(Dataset<Row> rows, List<Column> columns, Predicate<String> personal) {
    LogicalPlan plan = rows.agg(columns.get(0), rest(columns)).queryExecution().analyzed();
    if (!(plan instanceof org.apache.spark.sql.catalyst.plans.logical.Aggregate aggregate)) {
      throw new IllegalStateException("Not an aggregation: " + plan.nodeName());
    }
    List<Expression> resolved =
        JavaConverters.seqAsJavaList(aggregate.aggregateExpressions()).stream()
            .map(named -> named instanceof Alias alias ? alias.child() : (Expression) named)
            .toList();
    return IntStream.range(0, columns.size())
        .mapToObj(i -> of(columns.get(i), resolved.get(i), personal))
        .toList();
  }

  static Column[] rest(List<Column> columns) {
    return columns.stream().skip(1).toArray(Column[]::new);
  }

  private static Aggregate of(Column column, Expression resolved, Predicate<String> personal) {
    Optional<Merging> merging = Mergeable.of(resolved, personal);
    return new Aggregate(
        column, merging.map(kind -> kind + SEPARATOR).orElse("") + key(resolved), merging);
  }

  /** How the values are merged that are kept under a key. */
  static Merging merging(String key) {
    return Merging.valueOf(key.substring(0, key.indexOf(SEPARATOR)));
  }

  /**
   * By its SQL, which tells every value; by its text without the numbers that Spark gives columns
   * in each query, which tells settings that SQL does not show; and by the types of its columns.
   */
  private static String key(Expression resolved) {
    String types =
        JavaConverters.seqAsJavaList(resolved.references().toSeq()).stream()
            .map(column -> column.name() + ":" + column.dataType().sql())
            .sorted()
            .collect(Collectors.joining(","));
    String text = resolved.toString().replaceAll("#[0-9]+L?", "");
    return digest(resolved.sql() + "\n" + text + "\n" + types);
  }

  private static String digest(String text) {
    try {
      byte[] sha =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
