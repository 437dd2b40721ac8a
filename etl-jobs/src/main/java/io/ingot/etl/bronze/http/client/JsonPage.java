package io.ingot.etl.bronze.http.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.ingot.core.error.Fault;
import io.ingot.core.error.SourceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A page's records as they stand in its bytes, and the token of the page that follows. */
public final class JsonPage {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          // One record's fault is not the page's.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final int MOST_NAMES = 20;

  private final String what;
  private final byte[] body;
  private final PageShape shape;
  private final List<Span> spans = new ArrayList<>();
  private final Map<String, List<String>> names = new TreeMap<>();
  private int lists;
  private Optional<String> token = Optional.empty();

  private JsonPage(String what, byte[] body, PageShape shape) {
    this.what = what;
    this.body = body;
    this.shape = shape;
  }

  /**
   * Reads a page.
   *
   * @param what the page's name in messages
   * @throws SourceException when the bytes are not one whole JSON text in UTF-8, or hold no list of
   *     records where it is looked for
   */
  public static JsonPage read(String what, byte[] body, PageShape shape) {
    JsonPage page = new JsonPage(what, body, shape);
    page.requireText();
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() == null) {
        throw page.empty();
      }
      page.value(parser, "");
      if (parser.nextToken() != null) {
        throw page.wrong("more follows the end of its JSON", "Ask for one JSON text a page");
      }
    } catch (JsonProcessingException e) {
      throw page.broken(e);
    } catch (IOException e) {
      throw page.wrong("it cannot be parsed", "Look at the answer");
    }
    page.requireList();
    return page;
  }

  /** Number of records. */
  public int size() {
    return spans.size();
  }

  /** The exact text of a record, by number from 0. */
  public String text(int record) {
    Span span = spans.get(record);
    return new String(body, span.start(), span.end() - span.start(), StandardCharsets.UTF_8);
  }

  /** The token of the next page; empty on the last one. */
  Optional<String> token() {
    return token;
  }

  private void value(JsonParser parser, String path) throws IOException {
    if (shape.token().filter(path::equals).isPresent()) {
      token(parser);
    }
    int start = start(parser);
    boolean wanted = path.equals(shape.records());
    if (wanted && parser.currentToken() == JsonToken.START_ARRAY) {
      lists++;
      list(parser);
    } else if (parser.currentToken() == JsonToken.START_OBJECT && isAbove(path)) {
      fields(parser, path);
    } else {
      parser.skipChildren();
    }
    if (wanted && path.isEmpty() && parser.currentToken() == JsonToken.END_OBJECT) {
      lists++;
      spans.add(new Span(start, end(parser)));
    }
  }

  /** Whether something that is looked for lies below a path. */
  private boolean isAbove(String path) {
    return path.isEmpty()
        || shape.records().startsWith(path + ".")
        || shape.token().filter(token -> token.startsWith(path + ".")).isPresent();
  }

  private void fields(JsonParser parser, String path) throws IOException {
    List<String> here = names.computeIfAbsent(path, object -> new ArrayList<>());
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      here.add(name);
      parser.nextToken();
      value(parser, path.isEmpty() ? name : path + "." + name);
    }
  }

  private void list(JsonParser parser) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      int start = start(parser);
      parser.skipChildren();
      parser.finishToken();
      spans.add(new Span(start, end(parser)));
    }
  }

  private void token(JsonParser parser) throws IOException {
    JsonToken kind = parser.currentToken();
    if (kind.isNumeric() || kind == JsonToken.VALUE_STRING) {
      token = Optional.of(parser.getText()).filter(text -> !text.isEmpty());
    } else if (kind != JsonToken.VALUE_NULL) {
      throw wrong(
          "the token of the next page at " + shape.token().orElseThrow() + " is no text or number",
          "Correct 'from' in 'pages'");
    }
  }

  private static int start(JsonParser parser) {
    return (int) parser.currentTokenLocation().getByteOffset();
  }

  private static int end(JsonParser parser) {
    return (int) parser.currentLocation().getByteOffset();
  }

  /** JSON is UTF-8 (RFC 8259), and a parser that guesses would guess by the zero bytes. */
  private void requireText() {
    if (body.length == 0) {
      throw empty();
    }
    for (byte one : body) {
      if (one == 0) {
        throw wrong("it is not UTF-8", "Ask the server's owner for UTF-8");
      }
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(body);
    CharBuffer out = CharBuffer.allocate(8192);
    CoderResult result;
    do {
      out.clear();
      result = decoder.decode(in, out, true);
    } while (result.isOverflow());
    if (result.isError()) {
      throw wrong("it is not UTF-8", "Ask the server's owner for UTF-8");
    }
  }

  private void requireList() {
    String path = shape.records();
    if (lists > 1) {
      throw wrong("it has " + path + " twice", "Ask the server's owner for one list a page");
    }
    if (lists == 1 && !(names.isEmpty() && shape.token().isPresent())) {
      return;
    }
    if (lists == 1) {
      throw wrong(
          "it is a list, which has no " + shape.token().orElseThrow(), "Correct 'from' in 'pages'");
    }
    String wanted = path.isEmpty() ? "no list and no object" : "no list at " + path;
    throw new SourceException(
        Fault.LASTING,
        message(wanted + "; " + found(), "Correct 'records' of the source"),
        message(wanted, "Correct 'records' of the source"),
        null);
  }

  /** The names next to the place where the list was looked for. */
  private String found() {
    String path = shape.records();
    while (!path.isEmpty() && !names.containsKey(path)) {
      path = path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : "";
    }
    List<String> here = names.getOrDefault(path, List.of());
    return (path.isEmpty() ? "it" : path)
        + (here.isEmpty()
            ? " has no names"
            : " has " + String.join(", ", here.subList(0, Math.min(MOST_NAMES, here.size()))));
  }

  /** The parser's words can hold values of rows. */
  private SourceException broken(JsonProcessingException e) {
    String place =
        e.getLocation() == null
            ? ""
            : " at line "
                + e.getLocation().getLineNr()
                + ", column "
                + e.getLocation().getColumnNr();
    String todo = "Look at the answer; a page that was cut off comes whole when asked again";
    return new SourceException(
        Fault.LASTING,
        message("it is not whole JSON" + place + " (" + e.getOriginalMessage() + ")", todo),
        message("it is not whole JSON" + place, todo),
        null);
  }

  private SourceException empty() {
    return wrong("it is empty", "An answer without records is an empty list");
  }

  private SourceException wrong(String why, String todo) {
    return new SourceException(message(why, todo));
  }

  private String message(String why, String todo) {
    return "Cannot read " + what + ": " + why + ". " + todo + ".";
  }

  /** Where a record stands: bytes {@code [start, end)}. */
  private record Span(int start, int end) {}
}
