package io.ingot.etl.silver.json;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** An object of whatever names, whose values have one shape. */
record MapShape(Shape value) implements Shape {
  @Override
  public Object read(Tokens in, Misfit misfit) throws IOException {
    if (Shape.isNull(in)) {
      return null;
    }
    if (in.token() != JsonToken.START_OBJECT) {
      Shape.tellType(in, misfit);
      return null;
    }
    Map<String, Object> values = new LinkedHashMap<>();
    while (in.next() != JsonToken.END_OBJECT) {
      String name = in.name();
      if (values.containsKey(name)) {
        misfit.tell("DUP_KEY", in, name);
      }
      in.next();
      values.put(name, value.read(in, misfit));
    }
    return values;
  }
}
