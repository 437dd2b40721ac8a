package io.ingot.features;

import io.ingot.core.project.FeatureView;
import io.ingot.features.view.ViewTable;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rows of a view's table, read as its contract says, in plain Java. */
final class Beliefs {
  private final List<Belief> all;

  private Beliefs(List<Belief> all) {
    this.all = all;
  }

  private record Belief(
      Object entity, Object step, Instant from, Instant known, String values, boolean deleted) {}

  static Beliefs of(Dataset<Row> rows, FeatureView view) {
    return new Beliefs(
        rows.collectAsList().stream()
            .map(
                row ->
                    new Belief(
                        row.getAs(view.entity().keySet().iterator().next()),
                        row.getAs(ViewTable.EVENT_TIME).toString(),
                        row.<Timestamp>getAs(ViewTable.VALID_FROM).toInstant(),
                        row.<Timestamp>getAs(ViewTable.KNOWN_TIME).toInstant(),
                        view.outputs().stream()
                            .map(name -> String.valueOf(row.<Object>getAs(name)))
                            .collect(Collectors.joining(", ")),
                        row.<Boolean>getAs(ViewTable.DELETED)))
            .toList());
  }

  /** Since when each entity has which values, as somebody believed at a moment. */
  Map<Object, Map<Instant, String>> asOf(Instant moment) {
    Map<Object, Map<Instant, String>> read = new TreeMap<>();
    all.stream()
        .collect(Collectors.groupingBy(Belief::entity))
        .forEach(
            (entity, beliefs) -> {
              Map<Instant, String> changes = changes(beliefs, moment);
              if (!changes.isEmpty()) {
                read.put(entity, changes);
              }
            });
    return read;
  }

  private static Map<Instant, String> changes(List<Belief> beliefs, Instant moment) {
    Map<Instant, String> changes = new TreeMap<>();
    String last = "";
    for (Instant time :
        beliefs.stream().map(Belief::from).collect(Collectors.toCollection(TreeSet::new))) {
      Optional<Belief> found =
          beliefs.stream()
              .filter(one -> !one.from().isAfter(time) && !one.known().isAfter(moment))
              .max(Comparator.comparing(Belief::from).thenComparing(Belief::known));
      String values = found.filter(one -> !one.deleted()).map(Belief::values).orElse("");
      if (!values.equals(last)) {
        changes.put(time, values);
      }
      last = values;
    }
    return changes;
  }

  /** How many rows say again what the one before of the same entity and step says. */
  long repeated() {
    return all.stream()
        .collect(Collectors.groupingBy(one -> List.of(one.entity(), one.step())))
        .values()
        .stream()
        .mapToLong(Beliefs::repeated)
        .sum();
  }

  private static long repeated(List<Belief> step) {
    List<Belief> sorted = step.stream().sorted(Comparator.comparing(Belief::known)).toList();
    long repeated = 0;
    for (int i = 1; i < sorted.size(); i++) {
      Belief one = sorted.get(i - 1);
      Belief next = sorted.get(i);
      boolean later = next.known().isAfter(one.known());
      boolean other = !next.values().equals(one.values()) || next.deleted() != one.deleted();
      repeated += later && other ? 0 : 1;
    }
    return repeated;
  }

  int size() {
    return all.size();
  }
}
