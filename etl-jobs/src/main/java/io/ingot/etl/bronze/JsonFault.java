package io.ingot.etl.bronze;

import static org.apache.spark.sql.functions.udf;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * The strict verdict on the text of one JSON record, in one pass and without a tree: a record is
 * one JSON object by RFC 8259, whose names are unique at every level, and nothing else.
 */
public final class JsonFault {
  /** No JSON text. */
  public static final String BAD_JSON = "BAD_JSON";

  /** A good JSON text that is a number, a text, a truth or null. */
  public static final String NOT_OBJECT = "NOT_OBJECT";

  /** A good JSON text that is an array. */
  public static final String ARRAY = "ARRAY";

  /** An object, of whatever level, that has a name twice. */
  public static final String DUP_KEY = "DUP_KEY";

  /** More follows the first JSON text. */
  public static final String TRAILING_DATA = "TRAILING_DATA";

  /** Objects and arrays inside each other to more than 100 levels. */
  public static final String TOO_DEEP = "TOO_DEEP";

  /** NaN or an infinity, which JSON does not have. */
  public static final String NON_FINITE = "NON_FINITE";

  /** Text that no Unicode character stands for, such as half of a surrogate pair. */
  public static final String ENCODING = "ENCODING";

  /** More than 8 Mi characters. */
  public static final String OVERSIZE = "OVERSIZE";

  private static final int LONGEST = 8 << 20;
  private static final int MOST_LEVELS = 100;
  private static final Set<String> NO_NUMBERS = Set.of("NaN", "Infinity", "-Infinity");

  /** The parser has no kind of its own for this failure. */
  private static final String DUPLICATE = "Duplicate field";

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          // Read only to be told from other mistakes.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          // Names are a source's: they neither fill the JVM's table nor fail by their hashes.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final JsonParser parser;
  private final boolean doubtful;

  private JsonFault(JsonParser parser, boolean doubtful) {
    this.parser = parser;
    this.doubtful = doubtful;
  }

  /** The reason code of a record's first fault; empty for a good record. */
  public static Optional<String> of(String record) {
    if (record.length() > LONGEST) {
      return Optional.of(OVERSIZE);
    }
    try (JsonParser parser = JSON.createParser(record)) {
      return new JsonFault(parser, mayHoldHalves(record)).found();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close a text in memory", e);
    }
  }

  /**
   * The reason code of each record's first fault; null for good records and where there is none.
   */
  public static Column of(Column record) {
    UDF1<String, String> fault = text -> text == null ? null : of(text).orElse(null);
    return udf(fault, DataTypes.StringType).apply(record);
  }

  private Optional<String> found() throws IOException {
    JsonToken first;
    try {
      first = parser.nextToken();
      Optional<String> inside = first == null ? Optional.of(BAD_JSON) : inside(first);
      if (inside.isPresent()) {
        return inside;
      }
    } catch (JsonProcessingException e) {
      return Optional.of(e.getOriginalMessage().startsWith(DUPLICATE) ? DUP_KEY : BAD_JSON);
    }
    if (isFollowed()) {
      return Optional.of(TRAILING_DATA);
    }
    return first == JsonToken.START_OBJECT
        ? Optional.empty()
        : Optional.of(first == JsonToken.START_ARRAY ? ARRAY : NOT_OBJECT);
  }

  /** What is wrong from a value's first token to its last. */
  private Optional<String> inside(JsonToken first) throws IOException {
    JsonToken token = first;
    int level = 0;
    while (true) {
      if (token.isStructStart()) {
        level++;
      } else if (token.isStructEnd()) {
        level--;
      }
      Optional<String> fault = level > MOST_LEVELS ? Optional.of(TOO_DEEP) : fault(token);
      if (fault.isPresent() || level == 0) {
        return fault;
      }
      token = parser.nextToken();
      if (token == null) {
        return Optional.of(BAD_JSON);
      }
    }
  }

  private Optional<String> fault(JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NUMBER_FLOAT && parser.isNaN()) {
      // The parser takes some words more, such as +INF.
      return Optional.of(NO_NUMBERS.contains(parser.getText()) ? NON_FINITE : BAD_JSON);
    }
    boolean text = token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME;
    if (token == JsonToken.VALUE_STRING) {
      parser.finishToken();
    }
    return text && doubtful && hasHalves(parser.getText())
        ? Optional.of(ENCODING)
        : Optional.empty();
  }

  private boolean isFollowed() throws IOException {
    try {
      return parser.nextToken() != null;
    } catch (JsonProcessingException e) {
      return true;
    }
  }

  /** Whether it is worth the while to look at a record's texts one by one. */
  private static boolean mayHoldHalves(String record) {
    return record.contains("\\ud") || record.contains("\\uD") || hasHalves(record);
  }

  private static boolean hasHalves(String text) {
    for (int at = 0; at < text.length(); at++) {
      char one = text.charAt(at);
      if (!Character.isSurrogate(one)) {
        continue;
      }
      boolean pair =
          Character.isHighSurrogate(one)
              && at + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(at + 1));
      if (!pair) {
        return true;
      }
      at++;
    }
    return false;
  }
}
