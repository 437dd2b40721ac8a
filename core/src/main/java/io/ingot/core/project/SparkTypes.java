package io.ingot.core.project;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.types.CharType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.VarcharType;

/** The types that a column can have. */
final class SparkTypes {
  private static final List<String> WORDS =
      List.of(
          "string",
          "boolean",
          "tinyint",
          "smallint",
          "int",
          "bigint",
          "float",
          "double",
          "decimal",
          "date",
          "timestamp",
          "timestamp_ntz",
          "binary",
          "array",
          "map",
          "struct");

  private SparkTypes() {}

  /** The type that a text names; empty, with a problem told, when no column can have it. */
  static Optional<DataType> parse(String text, Place place, Problems problems) {
    Optional<DataType> type =
        SparkParser.type(text, mistake -> problems.add(place, message(text, mistake)));
    Optional<String> refusal = type.flatMap(parsed -> refusal(text, parsed));
    refusal.ifPresent(message -> problems.add(place, message));
    return refusal.isPresent() ? Optional.empty() : type;
  }

  private static Optional<String> refusal(String text, DataType type) {
    if (type instanceof CharType || type instanceof VarcharType) {
      return Optional.of("Write string instead of " + text + ", and max_length for its length.");
    }
    if (type instanceof NullType || type.typeName().startsWith("interval")) {
      return Optional.of(
          "A table can't hold type '" + text + "'. Use one of: " + String.join(", ", WORDS) + ".");
    }
    return Optional.empty();
  }

  private static String message(String text, SparkParser.Mistake mistake) {
    String head = text.replaceFirst("[(<].*$", "").strip().toLowerCase(Locale.ROOT);
    return WORDS.contains(head)
        ? "Invalid type '" + text + "': " + mistake.message()
        : "Unknown type '" + text + "'. " + Nearest.hint(head, WORDS);
  }
}
