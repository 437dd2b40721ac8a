package io.ingot.quality.history;

import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.project.TableName;
import io.ingot.core.watch.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The earlier values of one check, the oldest first: those of published batches alone, since what
 * was refused never was the table's.
 */
record Series(List<Past> values) {
  Series {
    values = List.copyOf(values);
  }

  /**
   * The values of a check of a table.
   *
   * @param all what was measured, the oldest first
   * @param check the check in its own words
   */
  static Series of(List<Measurement> all, TableName table, String check) {
    Map<String, List<Measurement>> runs = new LinkedHashMap<>();
    for (Measurement measured : all) {
      if (measured.table().equals(table) && measured.kind() == Measurement.Kind.CHECK) {
        runs.computeIfAbsent(measured.run(), run -> new ArrayList<>()).add(measured);
      }
    }
    return new Series(
        runs.values().stream()
            .flatMap(run -> published(run, check).stream())
            .filter(measured -> measured.value().isPresent())
            .map(
                measured ->
                    new Past(
                        measured.at(),
                        measured.value().getAsDouble(),
                        measured.ruling().filter(Ruling.WARNED::equals).isPresent()))
            .toList());
  }

  /** A run stops at the batch that is refused, so only its last value can be of that batch. */
  private static List<Measurement> published(List<Measurement> run, String check) {
    List<Measurement> own = run.stream().filter(measured -> measured.name().equals(check)).toList();
    boolean refused =
        run.stream()
            .anyMatch(measured -> measured.ruling().filter(Ruling.REFUSED::equals).isPresent());
    return refused && !own.isEmpty() ? own.subList(0, own.size() - 1) : own;
  }

  /**
   * The values by which a new one is judged. An odd value does not count, so that one accepted
   * anomaly hides no other. Odd values without a break are no anomalies but how things are from
   * then on: with them a new series begins.
   *
   * @param lasting how many odd values on end are how things are; 1 or more
   */
  Series usual(int lasting) {
    int from = 0;
    int to = 0;
    int odd = 0;
    for (int i = 0; i < values.size(); i++) {
      odd = values.get(i).odd() ? odd + 1 : 0;
      if (odd >= lasting) {
        from = i + 1 - odd;
        to = i + 1;
      }
    }
    List<Past> usual = new ArrayList<>(values.subList(from, to));
    values.subList(to, values.size()).stream().filter(past -> !past.odd()).forEach(usual::add);
    return new Series(usual);
  }

  int size() {
    return values.size();
  }

  List<Double> numbers() {
    return values.stream().map(Past::value).toList();
  }
}
