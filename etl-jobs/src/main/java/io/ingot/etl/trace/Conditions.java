package io.ingot.etl.trace;

import io.ingot.core.run.Subject;
import io.ingot.etl.bronze.BronzeColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * The conditions by which a subject's rows are known, as SQL over a row {@code t} of a table and
 * the one row {@code s} of the subject. The value stands in no condition: Delta keeps conditions in
 * its log, and Spark shows them.
 */
public final class Conditions {
  /** A shorter value stands in many a text that is not about its subject. */
  public static final int TELLING = 6;

  private static final String NEVER = "(?!)";

  private static final StructType SUBJECT =
      new StructType().add("value", DataTypes.StringType).add("word", DataTypes.StringType);

  private Conditions() {}

  /**
   * The subject as one row: its {@code value}, and {@code word}, a pattern that finds it in a text
   * of which nobody knows what in it is what; one that finds nothing for a value that is too short
   * to tell.
   */
  public static Dataset<Row> subject(SparkSession spark, Subject subject) {
    return spark.createDataFrame(
        List.of(RowFactory.create(subject.value(), telling(subject.value()))), SUBJECT);
  }

  private static String telling(String value) {
    return value.length() < TELLING ? NEVER : word(value);
  }

  /** Finds the value where no letter or digit goes on from it. */
  public static String word(String value) {
    return "(?<![\\p{L}\\p{N}])" + Pattern.quote(value) + "(?![\\p{L}\\p{N}])";
  }

  /** Rows of a typed table. */
  public static String typed(Collection<Trait> traits, StructType schema) {
    List<String> columns = List.of(schema.fieldNames());
    return any(
        traits.stream()
            .filter(trait -> columns.contains(trait.name()))
            .map(
                trait -> {
                  String column = "t." + quoted(trait.name());
                  return schema.apply(trait.name()).dataType() instanceof StringType
                      ? same(column, trait)
                      : column
                          + " = try_cast(s.value AS "
                          + schema.apply(trait.name()).dataType().sql()
                          + ")";
                })
            .toList());
  }

  /** Rows of a bronze table, and records in it that could not be read and hold the value. */
  public static String bronze(Collection<Trait> traits, StructType schema) {
    List<String> columns = List.of(schema.fieldNames());
    return any(
        fields(traits, columns, column -> "CAST(t." + part(column, columns) + " AS STRING)"));
  }

  /**
   * Refused rows of a quarantine: by their bronze row, by their key, by their record, and by the
   * values that broke a rule.
   *
   * @param bronze by what rows of the bronze tables are known
   * @param silver by what rows of the silver table are known
   * @param columns all columns of the bronze tables
   */
  public static String refused(
      Collection<Trait> bronze, Collection<Trait> silver, List<String> columns) {
    List<String> all =
        new ArrayList<>(
            fields(
                bronze,
                columns,
                column -> "get_json_object(t.row, " + steps(column, columns) + ")"));
    for (Trait trait : bronze) {
      for (String field : trait.fields()) {
        all.add(same("get_json_object(t.raw, " + path(field) + ")", trait, "s.value"));
      }
    }
    for (Trait trait : silver) {
      all.add(same("get_json_object(t.key, " + path(trait.name()) + ")", trait, "s.value"));
      all.add(same("get_json_object(t.raw, " + path(trait.name()) + ")", trait, "s.value"));
      all.add(
          "exists(t.errors, e -> e.column = '"
              + trait.name()
              + "' AND coalesce(trim(e.value) = s.value, false))");
    }
    return any(all);
  }

  /**
   * Rows of a bronze table by one value.
   *
   * @param value SQL of the value's text
   */
  public static String bronze(Trait trait, StructType schema, String value) {
    List<String> columns = List.of(schema.fieldNames());
    List<String> known =
        fields(trait, columns, column -> "CAST(t." + part(column, columns) + " AS STRING)").stream()
            .map(text -> same(text, trait, value))
            .toList();
    return any(known);
  }

  private static List<String> fields(
      Collection<Trait> traits, List<String> columns, Function<String, String> column) {
    List<String> all = new ArrayList<>();
    for (Trait trait : traits) {
      fields(trait, columns, column).forEach(text -> all.add(same(text, trait, "s.value")));
    }
    if (columns.contains(BronzeColumns.CORRUPT)) {
      all.add(column.apply(BronzeColumns.CORRUPT) + " RLIKE s.word");
    }
    return all;
  }

  /** The text of the first field that is there; nothing where the table has none of them. */
  private static List<String> fields(
      Trait trait, List<String> columns, Function<String, String> column) {
    List<String> values =
        trait.fields().stream().flatMap(field -> field(field, columns, column).stream()).toList();
    return values.isEmpty() ? List.of() : List.of("coalesce(" + String.join(", ", values) + ")");
  }

  /**
   * A field stands in a column of its name, in a part of one, or in the record of a JSON source.
   */
  private static Optional<String> field(
      String field, List<String> columns, Function<String, String> column) {
    if (columns.contains(field) || columns.contains(field.split("\\.")[0])) {
      return Optional.of(column.apply(field));
    }
    return columns.contains(BronzeColumns.RAW)
        ? Optional.of(
            "get_json_object(" + column.apply(BronzeColumns.RAW) + ", " + path(field) + ")")
        : Optional.empty();
  }

  private static String same(String text, Trait trait, String value) {
    String exact =
        trait.letters() == Trait.Letters.SAME
            ? "lower(trim(" + text + ")) = lower(" + value + ")"
            : "trim(" + text + ") = " + value;
    return trait
        .type()
        .map(
            type ->
                exact
                    + " OR try_cast(trim("
                    + text
                    + ") AS "
                    + type
                    + ") = try_cast("
                    + value
                    + " AS "
                    + type
                    + ")")
        .orElse(exact);
  }

  private static String same(String column, Trait trait) {
    return trait.letters() == Trait.Letters.SAME
        ? "lower(trim(" + column + ")) = lower(trim(s.value))"
        : column + " = s.value";
  }

  private static String any(List<String> conditions) {
    return conditions.isEmpty()
        ? "false"
        : conditions.stream()
            .map(condition -> "coalesce(" + condition + ", false)")
            .collect(Collectors.joining(" OR "));
  }

  /** A column, or a field inside one. */
  private static String part(String field, List<String> columns) {
    return columns.contains(field)
        ? quoted(field)
        : Arrays.stream(field.split("\\."))
            .map(Conditions::quoted)
            .collect(Collectors.joining("."));
  }

  private static String steps(String field, List<String> columns) {
    return columns.contains(field) ? "\"$['" + field + "']\"" : path(field);
  }

  private static String path(String field) {
    return "\"$"
        + Arrays.stream(field.split("\\."))
            .map(step -> "['" + step + "']")
            .collect(Collectors.joining())
        + "\"";
  }

  private static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
