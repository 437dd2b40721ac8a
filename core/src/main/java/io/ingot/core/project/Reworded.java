package io.ingot.core.project;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** Checks of whatever kind with other terms; all kinds are records. */
final class Reworded {
  private Reworded() {}

  static Check of(Check check, CheckTerms terms) {
    RecordComponent[] parts = check.getClass().getRecordComponents();
    Class<?>[] types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Object[] values = new Object[parts.length];
      for (int i = 0; i < parts.length; i++) {
        values[i] = types[i] == CheckTerms.class ? terms : parts[i].getAccessor().invoke(check);
      }
      return check.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Every kind of check is a public record: " + check, e);
    }
  }
}
