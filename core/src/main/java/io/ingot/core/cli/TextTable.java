package io.ingot.core.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows as aligned text. */
final class TextTable {
  private static final String GAP = "  ";

  private TextTable() {}

  /** The head, and a line a row. A column whose values are all numbers stands right. */
  static List<String> lines(List<String> head, List<List<String>> rows) {
    int columns = head.size();
    int[] widths = new int[columns];
    boolean[] right = new boolean[columns];
    for (int i = 0; i < columns; i++) {
      int column = i;
      widths[i] =
          IntStream.concat(
                  IntStream.of(head.get(i).length()),
                  rows.stream().mapToInt(row -> row.get(column).length()))
              .max()
              .orElse(0);
      right[i] =
          !rows.isEmpty()
              && rows.stream().allMatch(row -> row.get(column).matches("-|[-+]?[0-9][0-9,.]*s?"));
    }
    List<String> lines = new ArrayList<>();
    lines.add(line(head, widths, right));
    rows.forEach(row -> lines.add(line(row, widths, right)));
    return lines;
  }

  private static String line(List<String> cells, int[] widths, boolean[] right) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String padding = " ".repeat(widths[i] - cells.get(i).length());
      line.append(i == 0 ? "" : GAP)
          .append(right[i] ? padding + cells.get(i) : cells.get(i) + padding);
    }
    return line.toString().stripTrailing();
  }
}
