package io.ingot.etl.silver.json;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** A value inside a complex one that is not complex itself. */
record LeafShape(Kind kind, boolean quoted, Leaf leaf) implements Shape {
  @Override
  public Object read(Tokens in, Misfit misfit) throws IOException {
    JsonToken token = in.token();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token.isStructStart()) {
      Shape.tellType(in, misfit);
      return null;
    }
    String text = in.text();
    if (!kind.takes(token) && !(quoted && token == JsonToken.VALUE_STRING)) {
      misfit.tell(kind.code(), in, text);
      return null;
    }
    try {
      return leaf.value(text);
    } catch (Unfit e) {
      misfit.tell(e.code(), in, text);
      return null;
    }
  }
}
