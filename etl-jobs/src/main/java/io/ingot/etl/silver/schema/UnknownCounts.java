package io.ingot.etl.silver.schema;

import io.ingot.core.batch.BatchRecord;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import scala.collection.JavaConverters;

/**
 * How many rows of a batch have a value in each unknown field; none that no row has.
 *
 * @param rows by field
 */
record UnknownCounts(Map<String, Long> rows) {
  private static final String PREFIX = UnknownFields.TALLY + ":";

  UnknownCounts {
    rows = new TreeMap<>(rows);
    rows.values().removeIf(number -> number == 0);
  }

  /** From the aggregates of a batch. */
  static UnknownCounts of(Map<String, Object> aggregates) {
    Map<String, Long> rows = new TreeMap<>();
    aggregates.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX)) {
            rows.merge(name.substring(PREFIX.length()), (Long) value, Long::sum);
          } else if (name.equals(UnknownFields.TALLY)
              && value instanceof scala.collection.Map<?, ?> byKey) {
            JavaConverters.mapAsJavaMap(byKey)
                .forEach((key, number) -> rows.merge((String) key, (Long) number, Long::sum));
          }
        });
    return new UnknownCounts(rows);
  }

  /** The fields that an earlier batch had; empty when no such batch is told of. */
  static Optional<Set<String>> before(Optional<BatchRecord> last) {
    return last.map(
        record ->
            record.tallies().entrySet().stream()
                .filter(tally -> tally.getKey().startsWith(PREFIX) && tally.getValue() > 0)
                .map(tally -> tally.getKey().substring(PREFIX.length()))
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** The numbers in words, such as {@code promo_code in 12, channel in 3}. */
  String words() {
    return rows.entrySet().stream()
        .map(field -> field.getKey() + " in " + field.getValue())
        .collect(Collectors.joining(", "));
  }
}
