package io.ingot.quality;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;
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
