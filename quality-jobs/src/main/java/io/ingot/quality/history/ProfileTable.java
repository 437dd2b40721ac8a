package io.ingot.quality.history;

import java.util.List;
import java.util.stream.Collectors;

/** A profile as lines on a console, one a column. */
record ProfileTable(Profile profile) {
  private static final int WIDTH = 40;
  private static final int VALUES = 3;

  static final List<String> HEAD =
      List.of("column", "type", "nulls", "distinct", "least", "greatest", "mean", "values");

  List<List<String>> rows() {
    return profile.columns().stream().map(this::row).toList();
  }

  private List<String> row(Facts facts) {
    return List.of(
        oneLine(facts.name()),
        facts.type(),
        Numbers.count(facts.nulls()),
        facts.distinct().isPresent() ? Numbers.count(facts.distinct().getAsLong()) : "-",
        facts.extent().map(extent -> oneLine(extent.least())).orElse("-"),
        facts.extent().map(extent -> oneLine(extent.greatest())).orElse("-"),
        facts.mean().isPresent() ? Numbers.text(facts.mean().getAsDouble()) : "-",
        facts.personal()
            ? "(personal)"
            : facts.values().isEmpty()
                ? "-"
                : facts.values().stream()
                    .limit(VALUES)
                    .map(value -> oneLine(value.value()) + " " + Numbers.count(value.rows()))
                    .collect(Collectors.joining(", ")));
  }

  /** A text that breaks no line, and not a long one. */
  static String oneLine(String text) {
    return oneLine(text, WIDTH);
  }

  static String oneLine(String text, int width) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= width ? line : line.substring(0, width - 3) + "...";
  }
}
