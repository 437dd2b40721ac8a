package io.ingot.quality;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns that checks are about. */
record Columns(StructType schema) {
  private static final int MOST_LISTED = 30;
  private static final int MOST_MISTAKES = 3;

  /** A column by its name, or by its name in other case, as Spark resolves it. */
  Optional<StructField> find(String name) {
    List<StructField> alike =
        Arrays.stream(schema.fields())
            .filter(field -> field.name().equalsIgnoreCase(name))
            .toList();
    return alike.stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .or(() -> alike.stream().findFirst());
  }

  /**
   * A column by its name.
   *
   * @throws IllegalArgumentException when there is none
   */
  StructField of(String name) {
    return find(name)
        .orElseThrow(
            () -> new IllegalArgumentException("there is no column '" + name + "'. " + hint(name)));
  }

  /**
   * A column that can be grouped and counted by.
   *
   * @throws IllegalArgumentException when there is none, or it is made of others
   */
  StructField plain(String name) {
    StructField field = of(name);
    DataType type = field.dataType();
    if (type instanceof StructType || type instanceof ArrayType || type instanceof MapType) {
      throw new IllegalArgumentException(
          "'" + name + "' is no plain column; use satisfies with a condition on it.");
    }
    return field;
  }

  /**
   * A column of numbers.
   *
   * @param kind of the check, for the message
   * @throws IllegalArgumentException when there is none
   */
  StructField number(String name, String kind) {
    return typed(name, kind, "number", NumericType.class::isInstance);
  }

  /**
   * A column of texts.
   *
   * @param kind of the check, for the message
   * @throws IllegalArgumentException when there is none
   */
  StructField text(String name, String kind) {
    return typed(name, kind, "string", StringType.class::isInstance);
  }

  private StructField typed(String name, String kind, String word, Predicate<DataType> met) {
    StructField field = of(name);
    if (!met.test(field.dataType())) {
      throw new IllegalArgumentException(
          kind
              + " needs a column of type "
              + word
              + ", and '"
              + name
              + "' is "
              + field.dataType().sql().toLowerCase(Locale.ROOT)
              + ".");
    }
    return field;
  }

  /** A sentence with the column that was probably meant, or else with those that there are. */
  String hint(String name) {
    return Arrays.stream(schema.fieldNames())
        .filter(known -> mistakes(name, known) <= MOST_MISTAKES)
        .min(Comparator.comparingInt(known -> mistakes(name, known)))
        .map(known -> "Did you mean '" + known + "'?")
        .orElseGet(() -> "Use one of: " + list() + ".");
  }

  /** A column's name as SQL has to write it, whatever characters it holds. */
  static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  private String list() {
    String names =
        Arrays.stream(schema.fieldNames())
            .sorted()
            .limit(MOST_LISTED)
            .collect(Collectors.joining(", "));
    return schema.size() > MOST_LISTED ? names + ", ..." : names;
  }

  private static int mistakes(String a, String b) {
    return LevenshteinDistance.getDefaultInstance()
        .apply(a.toLowerCase(Locale.ROOT), b.toLowerCase(Locale.ROOT));
  }
}
