package io.ingot.core.batch;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * How many of the published values are null, over the columns that are not Ingot's own.
 *
 * @param nulls values that are null
 * @param values all of them: rows times columns
 */
public record Nulls(long nulls, long values) {
  private static final String ALIAS = "_nulls";
  private static final String OWN = "_";

  /** Of no rows. */
  public static Nulls none() {
    return new Nulls(0, 0);
  }

  /** Of both. */
  public Nulls plus(Nulls other) {
    return new Nulls(nulls + other.nulls, values + other.values);
  }

  /** The share of nulls, 0 to 1; empty where there is no value. */
  public OptionalDouble ratio() {
    return values == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) nulls / values);
  }

  /** The one aggregate that counts them; none for rows without a column to look at. */
  static Optional<Column> measure(StructType schema) {
    List<Column> flags = counted(schema).map(Nulls::flag).toList();
    return flags.isEmpty() ? Optional.empty() : Optional.of(functions.sum(added(flags)).as(ALIAS));
  }

  /** What it counted in so many rows. */
  static Nulls of(Map<String, Object> measures, StructType schema, long rows) {
    return measures.get(ALIAS) instanceof Long nulls
        ? new Nulls(nulls, rows * counted(schema).count())
        : none();
  }

  private static Stream<String> counted(StructType schema) {
    return Arrays.stream(schema.fieldNames()).filter(name -> !name.startsWith(OWN));
  }

  private static Column flag(String name) {
    return functions.col("`" + name.replace("`", "``") + "`").isNull().cast("int");
  }

  /** Added up in pairs: a wide table would make a sum too deep to be compiled otherwise. */
  private static Column added(List<Column> flags) {
    int half = flags.size() / 2;
    return half == 0
        ? flags.get(0)
        : added(flags.subList(0, half)).plus(added(flags.subList(half, flags.size())));
  }
}
