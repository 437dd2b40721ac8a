package io.ingot.core.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.ingot.core.error.ProjectException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of a file as texts by column; a column without a value is not there. In CSV that is an
 * empty field, and {@code ""} is the empty text. A column may be told its type: {@code
 * sold_on:date} in CSV's head.
 *
 * @param file where they stand
 * @param types the columns in order, with their types where the file tells them
 * @param rows one each
 */
record GivenRows(Path file, Map<String, Optional<String>> types, List<Map<String, String>> rows) {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  /**
   * Reads CSV with a head, or JSON: an array of objects, or one a line.
   *
   * @throws ProjectException when the file is neither
   */
  static GivenRows read(Path file) {
    try {
      String text = Files.readString(file);
      return file.toString().endsWith(".csv") ? csv(file, text) : json(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static GivenRows csv(Path file, String text) {
    CsvParserSettings settings = new CsvParserSettings();
    settings.setEmptyValue("");
    settings.setLineSeparatorDetectionEnabled(true);
    settings.setMaxCharsPerColumn(-1);
    List<String[]> lines;
    try {
      lines = new CsvParser(settings).parseAll(new StringReader(text));
    } catch (TextParsingException e) {
      throw new ProjectException("Cannot read " + file + " as CSV: " + e.getMessage(), e);
    }
    if (lines.isEmpty()) {
      throw new ProjectException("Cannot read " + file + ": it has no line with the columns.");
    }
    Map<String, Optional<String>> types = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    for (String word : lines.get(0)) {
      String head = Optional.ofNullable(word).orElse("");
      int colon = head.indexOf(':');
      String name = colon < 0 ? head : head.substring(0, colon);
      types.put(name, colon < 0 ? Optional.empty() : Optional.of(head.substring(colon + 1)));
      names.add(name);
    }
    List<Map<String, String>> rows = new ArrayList<>();
    for (String[] line : lines.subList(1, lines.size())) {
      if (line.length != names.size()) {
        throw new ProjectException(
            "Cannot read row %d of %s: it has %d fields, and the head has %d."
                .formatted(rows.size() + 1, file, line.length, names.size()));
      }
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < line.length; i++) {
        if (line[i] != null) {
          row.put(names.get(i), line[i]);
        }
      }
      rows.add(row);
    }
    return new GivenRows(file, types, rows);
  }

  private static GivenRows json(Path file, String text) throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(text)) {
      while (values.hasNextValue()) {
        JsonNode value = values.nextValue();
        if (value.isArray()) {
          value.forEach(element -> rows.add(row(file, element, names)));
        } else {
          rows.add(row(file, value, names));
        }
      }
    } catch (JsonProcessingException e) {
      throw new ProjectException(
          "Cannot read " + file + " as JSON: " + e.getOriginalMessage() + ".", e);
    }
    Map<String, Optional<String>> types = new LinkedHashMap<>();
    names.forEach(name -> types.put(name, Optional.empty()));
    return new GivenRows(file, types, rows);
  }

  private static Map<String, String> row(Path file, JsonNode value, Set<String> names) {
    if (!value.isObject()) {
      throw new ProjectException("Cannot read " + file + ": " + value + " is not an object.");
    }
    Map<String, String> row = new LinkedHashMap<>();
    value
        .fields()
        .forEachRemaining(
            field -> {
              names.add(field.getKey());
              if (!field.getValue().isNull()) {
                row.put(
                    field.getKey(),
                    field.getValue().isContainerNode()
                        ? field.getValue().toString()
                        : field.getValue().asText());
              }
            });
    return row;
  }
}
