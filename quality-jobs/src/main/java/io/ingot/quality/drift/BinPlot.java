package io.ingot.quality.drift;

import io.ingot.core.project.Drift;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The rows by bin of both sides as a picture, and as a table that tells the same. */
record BinPlot(Compared compared) {
  private static final int WIDTH = 400;
  private static final int LABELS = 140;
  private static final int ROW = 26;
  private static final int BAR = 9;
  private static final int HEIGHT = 170;
  private static final int FLOOR = 150;

  /** The picture: bars, or cumulative lines where that is what is compared. */
  String svg() {
    return compared.subject().drift().method() == Drift.Method.KS ? lines() : bars();
  }

  /** A line a bin. */
  String table() {
    List<String> words = words();
    StringBuilder table =
        new StringBuilder("<div class=\"scroll\"><table><thead><tr><th>bin</th>")
            .append("<td>baseline</td><td>now</td></tr></thead><tbody>");
    for (int bin : shown()) {
      table
          .append("<tr><th>")
          .append(Markup.text(words.get(bin)))
          .append("</th><td>")
          .append(Markup.percent(was().share(bin)))
          .append("</td><td>")
          .append(Markup.percent(compared.now().share(bin)))
          .append("</td></tr>");
    }
    return table.append("</tbody></table></div>").toString();
  }

  private Histogram was() {
    return compared.baseline().histogram();
  }

  /** Of a person's values nothing is shown but how many there are of each. */
  private List<String> words() {
    Subject subject = compared.subject();
    if (!subject.isPersonal()) {
      return was().bins().words(subject.scale());
    }
    int values = was().bins().size() - 2;
    return IntStream.range(0, was().bins().size())
        .mapToObj(bin -> bin < values ? "value " + (bin + 1) : bin == values ? "other" : "null")
        .toList();
  }

  /** Bins that nobody is in say nothing. */
  private List<Integer> shown() {
    return IntStream.range(0, was().bins().size())
        .filter(bin -> was().counts().get(bin) + compared.now().counts().get(bin) > 0)
        .boxed()
        .toList();
  }

  private String bars() {
    List<Integer> shown = shown();
    List<String> words = words();
    double most =
        shown.stream()
            .mapToDouble(bin -> Math.max(was().share(bin), compared.now().share(bin)))
            .max()
            .orElse(1);
    StringBuilder svg = begin(ROW * Math.max(1, shown.size()) + 4);
    for (int i = 0; i < shown.size(); i++) {
      int bin = shown.get(i);
      int top = ROW * i + 2;
      svg.append("<g><title>")
          .append(Markup.text(words.get(bin)))
          .append(": baseline ")
          .append(Markup.percent(was().share(bin)))
          .append(", now ")
          .append(Markup.percent(compared.now().share(bin)))
          .append("</title>");
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
              LABELS - 6,
              top + 14,
              Markup.label(words.get(bin))));
      svg.append(bar("was", top + 1, was().share(bin) / most));
      svg.append(bar("now", top + 1 + BAR + 2, compared.now().share(bin) / most)).append("</g>");
    }
    return svg.append("</svg>").toString();
  }

  private static String bar(String side, int top, double part) {
    return String.format(
        Locale.ROOT,
        "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%s\" height=\"%d\"/>",
        side,
        LABELS,
        top,
        Markup.length(part * (WIDTH - LABELS - 2)),
        BAR);
  }

  private String lines() {
    StringBuilder svg = begin(HEIGHT);
    svg.append(
        String.format(
            Locale.ROOT,
            "<line class=\"axis\" x1=\"0\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>",
            FLOOR,
            WIDTH,
            FLOOR));
    List<Integer> shown = shown();
    if (!shown.isEmpty()) {
      List<String> words = words();
      svg.append(line("was", was(), shown)).append(line("now", compared.now(), shown));
      svg.append("<text class=\"soft\" x=\"0\" y=\"166\">")
          .append(Markup.label(words.get(shown.get(0))))
          .append("</text><text class=\"soft\" x=\"400\" y=\"166\" text-anchor=\"end\">")
          .append(Markup.label(words.get(shown.get(shown.size() - 1))))
          .append("</text>");
    }
    return svg.append("</svg>").toString();
  }

  private static String line(String side, Histogram histogram, List<Integer> shown) {
    StringBuilder points = new StringBuilder();
    double sum = 0;
    for (int i = 0; i < shown.size(); i++) {
      sum += histogram.share(shown.get(i));
      points
          .append(Markup.length((double) WIDTH * (i + 1) / shown.size()))
          .append(',')
          .append(Markup.length(FLOOR - sum * (FLOOR - 6)))
          .append(' ');
    }
    return "<polyline class=\"" + side + "\" points=\"0," + FLOOR + " " + points + "\"/>";
  }

  private static StringBuilder begin(int height) {
    return new StringBuilder("<svg role=\"img\" aria-label=\"baseline and now\" viewBox=\"0 0 ")
        .append(WIDTH)
        .append(' ')
        .append(height)
        .append("\">");
  }
}
