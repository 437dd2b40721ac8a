package io.ingot.features.feast;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Values as Python writes them. */
final class Python {
  private Python() {}

  static String text(String value) {
    StringBuilder out = new StringBuilder("\"");
    value
        .codePoints()
        .forEach(
            point -> {
              if (point == '"' || point == '\\') {
                out.append('\\').appendCodePoint(point);
              } else if (point < ' ' || point >= 0x7F && point < 0xA0) {
                out.append("\\x%02x".formatted(point));
              } else {
                out.appendCodePoint(point);
              }
            });
    return out.append('"').toString();
  }

  static String map(Map<String, String> entries) {
    return new TreeMap<>(entries)
        .entrySet().stream()
            .map(entry -> text(entry.getKey()) + ": " + text(entry.getValue()))
            .collect(Collectors.joining(", ", "{", "}"));
  }

  static String truth(boolean value) {
    return value ? "True" : "False";
  }

  static String duration(Duration length) {
    return "timedelta(seconds=" + length.getSeconds() + ")";
  }

  /** A type by its name in {@code feast.types}. */
  static String type(FeastType type) {
    String scalar =
        switch (type.scalar()) {
          case BYTES -> "Bytes";
          case STRING -> "String";
          case INT32 -> "Int32";
          case INT64 -> "Int64";
          case DOUBLE -> "Float64";
          case FLOAT -> "Float32";
          case BOOL -> "Bool";
          case UNIX_TIMESTAMP -> "UnixTimestamp";
        };
    return type.isList() ? "Array(" + scalar + ")" : scalar;
  }
}
