package io.ingot.core.trial;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.from_json;

import io.ingot.core.error.ProjectException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * Given rows in the types of their table.
 *
 * @param given the rows as texts
 * @param known the types of columns, where the table tells them; the file's own words go first, and
 *     where nobody tells, the values do
 */
record TypedRows(GivenRows given, Map<String, DataType> known) {
  /**
   * The rows.
   *
   * @throws ProjectException when a value is not of its column's type
   */
  Dataset<Row> in(SparkSession spark) {
    List<String> names = List.copyOf(given.types().keySet());
    StructType texts = new StructType();
    for (String name : names) {
      texts = texts.add(name, DataTypes.StringType);
    }
    List<Row> rows = new ArrayList<>();
    given
        .rows()
        .forEach(row -> rows.add(RowFactory.create(names.stream().map(row::get).toArray())));
    Dataset<Row> untyped = spark.createDataFrame(rows, texts);
    Dataset<Row> typed = untyped.select(names.stream().map(this::typed).toArray(Column[]::new));
    requireValues(untyped, names);
    return typed;
  }

  /** Where a value has another type, it is better told in words than by an exception of Spark. */
  private void requireValues(Dataset<Row> untyped, List<String> names) {
    Column[] lost =
        names.stream()
            .map(name -> col(quoted(name)).isNotNull().and(tried(name).isNull()).as(name))
            .toArray(Column[]::new);
    List<Row> told = untyped.select(lost).collectAsList();
    for (int row = 0; row < told.size(); row++) {
      for (int i = 0; i < names.size(); i++) {
        if (told.get(row).getBoolean(i)) {
          throw new ProjectException(
              "Cannot use %s: in row %d, column %s, '%s' is no %s."
                  .formatted(
                      given.file(),
                      row + 1,
                      names.get(i),
                      given.rows().get(row).get(names.get(i)),
                      type(names.get(i)).sql()));
        }
      }
    }
  }

  private Column typed(String name) {
    DataType type = type(name);
    return (type instanceof StringType ? col(quoted(name)) : tried(name)).as(name);
  }

  private Column tried(String name) {
    DataType type = type(name);
    if (type instanceof StructType || type instanceof ArrayType || type instanceof MapType) {
      return from_json(col(quoted(name)), type);
    }
    return expr("try_cast(" + quoted(name) + " AS " + type.sql() + ")");
  }

  /** The type of a column. */
  DataType type(String name) {
    return Optional.ofNullable(given.types().get(name))
        .flatMap(said -> said)
        .map(said -> said(name, said))
        .or(() -> Optional.ofNullable(known.get(name)))
        .orElseGet(() -> looksLike(name));
  }

  private DataType said(String name, String word) {
    try {
      return DataType.fromDDL(word);
    } catch (Exception e) {
      // Spark throws a checked exception that it does not declare.
      throw new ProjectException(
          "Cannot use "
              + given.file()
              + ": '"
              + word
              + "' is no type for column "
              + name
              + ". Write one such as bigint, date or decimal(10,2).",
          e);
    }
  }

  private DataType looksLike(String name) {
    List<String> values =
        given.rows().stream()
            .filter(row -> row.containsKey(name))
            .map(row -> row.get(name))
            .toList();
    if (values.isEmpty()) {
      return DataTypes.StringType;
    }
    if (all(values, "[-+]?[0-9]{1,18}")) {
      return DataTypes.LongType;
    }
    if (all(values, "[-+]?[0-9]{1,19}(\\.[0-9]{1,18})?")) {
      int scale =
          values.stream()
              .map(value -> value.indexOf('.') < 0 ? 0 : value.length() - value.indexOf('.') - 1)
              .max(Comparator.naturalOrder())
              .orElse(0);
      return DataTypes.createDecimalType(38, scale);
    }
    if (all(values, "true|false")) {
      return DataTypes.BooleanType;
    }
    if (all(values, "[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
      return DataTypes.DateType;
    }
    return all(values, "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]{5,15}(Z|[-+][0-9:]{2,6})?")
        ? DataTypes.TimestampType
        : DataTypes.StringType;
  }

  private static boolean all(List<String> values, String pattern) {
    Predicate<String> fits = value -> value.matches(pattern);
    return values.stream().allMatch(fits);
  }

  private static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
