package io.ingot.etl.silver.json;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** A column of a type that is not complex: its text as it came, to be typed by an expression. */
record TextShape(Kind kind, boolean quoted) implements Shape {
  @Override
  public Object read(Tokens in, Misfit misfit) throws IOException {
    JsonToken token = in.token();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token.isStructStart()) {
      String text = in.verbatim();
      misfit.tell("BAD_TYPE", text);
      return text;
    }
    String text = in.text();
    if (!kind.takes(token) && !(quoted && token == JsonToken.VALUE_STRING)) {
      misfit.tell(kind.code(), text);
    }
    return text;
  }
}
