package io.ingot.app.demo;

import io.ingot.core.error.SourceException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One row of a FoodMart table: the text of every value that is not null, by column. */
record FoodMartRow(Map<String, String> values) {
  FoodMartRow {
    values = Map.copyOf(values);
  }

  /** The value's text; empty for null. */
  Optional<String> value(String column) {
    return Optional.ofNullable(values.get(column));
  }

  /** The text of a value that is never null. */
  String text(String column) {
    return value(column)
        .orElseThrow(
            () ->
                new SourceException(
                    "A FoodMart row has no " + column + ", only " + values.keySet() + "."));
  }

  /** This row with the columns of another one; a column of both is taken from this one. */
  FoodMartRow with(FoodMartRow other) {
    Map<String, String> all = new HashMap<>(other.values);
    all.putAll(values);
    return new FoodMartRow(all);
  }
}
