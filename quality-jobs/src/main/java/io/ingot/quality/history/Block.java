package io.ingot.quality.history;

import java.util.List;
import java.util.stream.Collectors;

/** Suggestions as the {@code checks:} of a table's file, each with its evidence beside it. */
record Block(List<Suggestion> suggestions) {
  private static final int WIDEST = 60;

  Block {
    suggestions = List.copyOf(suggestions);
  }

  String yaml() {
    int width =
        suggestions.stream()
            .mapToInt(suggestion -> suggestion.yaml().length())
            .filter(length -> length <= WIDEST)
            .max()
            .orElse(0);
    return suggestions.stream()
        .map(suggestion -> line(suggestion, width))
        .collect(Collectors.joining("\n", "checks:\n", "\n"));
  }

  private static String line(Suggestion suggestion, int width) {
    String item = suggestion.yaml();
    return "  "
        + item
        + " ".repeat(Math.max(0, width - item.length()))
        + "  # "
        + suggestion.evidence();
  }
}
