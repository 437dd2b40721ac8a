package io.ingot.core.project;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a record's constructor is given for a key that is there, and for one that is not. */
final class Absent {
  private Absent() {}

  /** Nothing, in the form of the type; null where the constructor sets a default. */
  static Object of(Type type) {
    if (type == boolean.class) {
      return false;
    }
    if (type == int.class || type == long.class) {
      return 0;
    }
    Type raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
    return Map.<Type, Object>of(
            Optional.class, Optional.empty(),
            List.class, List.of(),
            Set.class, Set.of(),
            Map.class, Map.of())
        .get(raw);
  }

  /** The value, wrapped where the type is an Optional; null for one that was wrong. */
  static Object present(Type type, Optional<Object> value) {
    boolean optional =
        type instanceof ParameterizedType generic && generic.getRawType() == Optional.class;
    return optional ? value : value.orElse(null);
  }
}
