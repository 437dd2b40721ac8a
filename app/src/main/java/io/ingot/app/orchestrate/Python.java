package io.ingot.app.orchestrate;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Values as Python writes them. */
final class Python {
  private static final String STEP = "    ";

  private Python() {}

  /** A text in quotes. */
  static String text(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char each : value.toCharArray()) {
      switch (each) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        default -> {
          if (Character.isISOControl(each)) {
            quoted.append(String.format(Locale.ROOT, "\\x%02x", (int) each));
          } else {
            quoted.append(each);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  static String list(List<String> values) {
    return values.stream().map(Python::text).collect(Collectors.joining(", ", "[", "]"));
  }

  static String truth(JsonNode value) {
    return value.asBoolean() ? "True" : "False";
  }

  static String length(Duration length) {
    return length.toSeconds() % 3600 == 0
        ? "timedelta(hours=" + length.toHours() + ")"
        : "timedelta(seconds=" + length.toSeconds() + ")";
  }

  /** A tree of texts, numbers, truths, lists and mappings; an entry a line. */
  static String tree(JsonNode value) {
    return tree(value, "");
  }

  private static String tree(JsonNode value, String indent) {
    String inner = indent + STEP;
    if (value.isObject() && !value.isEmpty()) {
      return value.properties().stream()
          .map(entry -> inner + text(entry.getKey()) + ": " + tree(entry.getValue(), inner) + ",\n")
          .collect(Collectors.joining("", "{\n", indent + "}"));
    }
    if (value.isArray() && !value.isEmpty()) {
      StringBuilder lines = new StringBuilder("[\n");
      value.forEach(each -> lines.append(inner).append(tree(each, inner)).append(",\n"));
      return lines.append(indent).append(']').toString();
    }
    return leaf(value);
  }

  private static String leaf(JsonNode value) {
    if (value.isTextual()) {
      return text(value.asText());
    }
    if (value.isBoolean()) {
      return truth(value);
    }
    return value.isNull() ? "None" : value.toString();
  }
}
