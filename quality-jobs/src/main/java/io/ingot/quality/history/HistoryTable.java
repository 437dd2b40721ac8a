package io.ingot.quality.history;

import io.ingot.core.watch.Measurement;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Measurements as lines on a console. */
final class HistoryTable {
  static final List<String> COURSE = List.of("table", "measure", "values", "latest", "course");
  static final List<String> HEAD =
      List.of("at", "run", "table", "measure", "value", "ruling", "wanted");

  private static final int WIDTH = 70;

  private HistoryTable() {}

  /**
   * A line for each measure.
   *
   * @param all the latest first
   */
  static List<List<String>> courses(List<Measurement> all) {
    Map<List<String>, List<Double>> series = new LinkedHashMap<>();
    for (int i = all.size() - 1; i >= 0; i--) {
      Measurement measured = all.get(i);
      List<Double> values =
          series.computeIfAbsent(
              List.of(measured.table().toString(), words(measured)), key -> new ArrayList<>());
      measured.value().ifPresent(values::add);
    }
    return series.entrySet().stream()
        .map(
            entry ->
                List.of(
                    entry.getKey().get(0),
                    entry.getKey().get(1),
                    String.valueOf(entry.getValue().size()),
                    latest(entry.getValue()),
                    Sparkline.of(entry.getValue())))
        .toList();
  }

  static List<String> row(Measurement measured) {
    return List.of(
        measured.at().truncatedTo(ChronoUnit.SECONDS).toString(),
        measured.run(),
        measured.table().toString(),
        words(measured),
        number(measured.value()),
        measured.ruling().map(ruling -> ruling.name().toLowerCase(Locale.ROOT)).orElse("-"),
        measured.wanted().orElse("-"));
  }

  private static String words(Measurement measured) {
    return ProfileTable.oneLine(
        measured.kind() == Measurement.Kind.CHECK
            ? measured.name()
            : measured.kind().name().toLowerCase(Locale.ROOT) + " " + measured.name(),
        WIDTH);
  }

  private static String latest(List<Double> values) {
    return values.isEmpty() ? "-" : Numbers.text(values.get(values.size() - 1));
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? Numbers.text(value.getAsDouble()) : "-";
  }
}
