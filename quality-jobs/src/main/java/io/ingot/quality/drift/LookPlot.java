package io.ingot.quality.drift;

import io.ingot.core.watch.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The distance over the last looks, with the limits. */
record LookPlot(Seen seen) {
  private static final int MOST = 40;
  private static final int WIDTH = 400;
  private static final int FLOOR = 70;

  /** Nothing where there is one look only. */
  String svg() {
    List<Double> values = values();
    if (values.size() < 2) {
      return "";
    }
    double warn = seen.drifted().warn().doubleValue();
    double fail = seen.drifted().fail().doubleValue();
    double most = Math.max(fail, values.stream().mapToDouble(Double::doubleValue).max().orElse(0));
    StringBuilder svg =
        new StringBuilder("<svg role=\"img\" aria-label=\"the last ")
            .append(values.size())
            .append(" looks\" viewBox=\"0 0 400 76\">")
            .append(limit("warn", warn / most))
            .append(limit("fail", fail / most))
            .append("<polyline class=\"now\" points=\"");
    for (int i = 0; i < values.size(); i++) {
      svg.append(Markup.length((double) WIDTH * i / (values.size() - 1)))
          .append(',')
          .append(Markup.length(height(values.get(i) / most)))
          .append(' ');
    }
    return svg.append("\"/></svg>").toString();
  }

  private List<Double> values() {
    List<Double> values = new ArrayList<>();
    seen.before().stream()
        .map(Measurement::value)
        .filter(OptionalDouble::isPresent)
        .forEach(value -> values.add(value.getAsDouble()));
    seen.drifted().value().ifPresent(values::add);
    return values.subList(Math.max(0, values.size() - MOST), values.size());
  }

  private static String limit(String kind, double part) {
    return String.format(
        Locale.ROOT,
        "<line class=\"limit %s\" x1=\"0\" y1=\"%s\" x2=\"400\" y2=\"%s\"/>",
        kind,
        Markup.length(height(part)),
        Markup.length(height(part)));
  }

  private static double height(double part) {
    return FLOOR - part * (FLOOR - 4);
  }
}
