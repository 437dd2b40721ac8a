package io.ingot.etl.silver.json;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** An array of values of one shape. */
record ListShape(Shape element) implements Shape {
  @Override
  public Object read(Tokens in, Misfit misfit) throws IOException {
    if (Shape.isNull(in)) {
      return null;
    }
    if (in.token() != JsonToken.START_ARRAY) {
      Shape.tellType(in, misfit);
      return null;
    }
    List<Object> values = new ArrayList<>();
    while (in.next() != JsonToken.END_ARRAY) {
      values.add(element.read(in, misfit));
    }
    return values;
  }
}
