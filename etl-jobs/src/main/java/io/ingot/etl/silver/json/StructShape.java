package io.ingot.etl.silver.json;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import org.apache.spark.sql.RowFactory;

/** An object of declared names; others that it has are left out. */
final class StructShape implements Shape {
  private static final long serialVersionUID = 1L;

  private final String[] names;
  private final Shape[] shapes;
  private final boolean[] required;
  private final HashMap<String, Integer> places = new HashMap<>();

  private StructShape(String[] names, Shape[] shapes, boolean[] required) {
    this.names = names;
    this.shapes = shapes;
    this.required = required;
    for (int place = 0; place < names.length; place++) {
      places.put(names[place], place);
    }
  }

  static StructShape of(List<String> names, List<Shape> shapes, List<Boolean> required) {
    boolean[] must = new boolean[required.size()];
    for (int place = 0; place < must.length; place++) {
      must[place] = required.get(place);
    }
    return new StructShape(names.toArray(String[]::new), shapes.toArray(Shape[]::new), must);
  }

  @Override
  public Object read(Tokens in, Misfit misfit) throws IOException {
    if (Shape.isNull(in)) {
      return null;
    }
    if (in.token() != JsonToken.START_OBJECT) {
      Shape.tellType(in, misfit);
      return null;
    }
    Object[] values = new Object[names.length];
    boolean[] seen = new boolean[names.length];
    while (in.next() != JsonToken.END_OBJECT) {
      String name = in.name();
      Integer place = places.get(name);
      if (place == null) {
        in.next();
        in.skip();
        continue;
      }
      if (seen[place]) {
        misfit.tell("DUP_KEY", in, name);
      }
      in.next();
      seen[place] = true;
      values[place] = shapes[place].read(in, misfit);
    }
    for (int place = 0; place < names.length; place++) {
      if (required[place] && values[place] == null) {
        misfit.tell("REQUIRED", in, names[place]);
      }
    }
    return RowFactory.create(values);
  }
}
