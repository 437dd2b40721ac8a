package io.ingot.core.batch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One row that broke a check, as far as it may be seen: the columns that tell which row it is and
 * those that were checked, as text that is cut, with {@code ***} for what tells of a person.
 *
 * @param values by column, in their order; empty for null
 */
public record Sample(Map<String, Optional<String>> values) {
  /** What stands for a value that tells of a person. */
  public static final String HIDDEN = "***";

  public Sample {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Such as {@code sale_id='17', store_id=null, mail=***}. */
  public String describe() {
    return values.entrySet().stream()
        .map(value -> value.getKey() + "=" + value.getValue().map(Sample::quoted).orElse("null"))
        .collect(Collectors.joining(", "));
  }

  private static String quoted(String value) {
    return value.equals(HIDDEN) ? value : "'" + value + "'";
  }
}
