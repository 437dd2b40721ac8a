package io.ingot.etl.silver.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.Closeable;
import java.io.IOException;

/** The tokens of a JSON text, which also gives the very characters that they stand in. */
final class Tokens implements Closeable {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
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

  private final String source;
  private final JsonParser parser;

  Tokens(String source) throws IOException {
    this.source = source;
    this.parser = JSON.createParser(source);
  }

  /** The tokens of a text, moved to the first. */
  static Tokens atFirst(String source) throws IOException {
    Tokens tokens = new Tokens(source);
    tokens.next();
    return tokens;
  }

  /** The next token; null after the last. */
  JsonToken next() throws IOException {
    return parser.nextToken();
  }

  JsonToken token() {
    return parser.currentToken();
  }

  String name() throws IOException {
    return parser.currentName();
  }

  /** The text of a token that begins no object and no array: of a number, as it was written. */
  String text() throws IOException {
    return parser.getText();
  }

  /** Moves to the last token of the value that begins here. */
  void skip() throws IOException {
    parser.skipChildren();
  }

  /** Moves to the last token of the value that begins here, and gives its characters. */
  String verbatim() throws IOException {
    int start = start();
    return source.substring(start, end());
  }

  /** The first character of this token. */
  int start() {
    return (int) parser.currentTokenLocation().getCharOffset();
  }

  /** Moves to the last token of the value that begins here, and tells the character after it. */
  int end() throws IOException {
    parser.skipChildren();
    parser.finishToken();
    return (int) parser.currentLocation().getCharOffset();
  }

  /** How many objects and arrays hold the value that begins or ends here. */
  int depth() {
    int depth = parser.getParsingContext().getNestingDepth();
    return parser.currentToken().isStructStart() ? depth - 1 : depth;
  }

  /** The way from an outer depth to the value that ends here, such as {@code [2].price}. */
  String place(int from) {
    StringBuilder place = new StringBuilder();
    JsonStreamContext at = parser.getParsingContext();
    while (at.getNestingDepth() > from) {
      place.insert(0, at.inArray() ? "[" + at.getCurrentIndex() + "]" : "." + at.getCurrentName());
      at = at.getParent();
    }
    return place.toString();
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
