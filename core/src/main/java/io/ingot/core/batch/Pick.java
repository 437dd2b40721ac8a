package io.ingot.core.batch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which rows of a quarantine are meant: those that fit every part; an empty part fits all.
 *
 * @param rules reason codes, one of which the row broke
 * @param columns silver columns, one of which broke a rule
 * @param batches batches of the silver table that refused the row
 * @param ids the rows' own ids
 */
public record Pick(List<String> rules, List<String> columns, List<Long> batches, List<String> ids) {
  public Pick {
    rules = List.copyOf(rules);
    columns = List.copyOf(columns);
    batches = List.copyOf(batches);
    ids = List.copyOf(ids);
  }

  /** Every row. */
  public static Pick all() {
    return new Pick(List.of(), List.of(), List.of(), List.of());
  }

  /** The pick for a person, such as {@code rule MIN, batch 3}. */
  public String describe() {
    List<String> parts = new ArrayList<>();
    add("rule", rules, parts);
    add("column", columns, parts);
    add("batch", batches, parts);
    add("id", ids, parts);
    return parts.isEmpty() ? "all" : String.join(", ", parts);
  }

  private static void add(String word, Collection<?> values, List<String> parts) {
    if (!values.isEmpty()) {
      parts.add(
          word + " " + values.stream().map(String::valueOf).collect(Collectors.joining(" or ")));
    }
  }
}
