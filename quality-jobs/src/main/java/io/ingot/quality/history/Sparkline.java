package io.ingot.quality.history;

import java.util.List;
import java.util.stream.Collectors;

/** Numbers as a line of bars, the oldest first, as high as a letter. */
final class Sparkline {
  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final int WIDTH = 30;

  private Sparkline() {}

  /** The last of some numbers between the least and the greatest of them. */
  static String of(List<Double> all) {
    List<Double> numbers = all.subList(Math.max(0, all.size() - WIDTH), all.size());
    double least = numbers.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double most = numbers.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return numbers.stream()
        .map(number -> bar(number, least, most))
        .map(String::valueOf)
        .collect(Collectors.joining());
  }

  private static char bar(double number, double least, double most) {
    double share = most == least ? 0 : (number - least) / (most - least);
    return BARS.charAt((int) Math.round(share * (BARS.length() - 1)));
  }
}
