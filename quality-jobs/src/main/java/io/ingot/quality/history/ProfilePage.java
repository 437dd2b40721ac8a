package io.ingot.quality.history;

import io.ingot.core.report.ReportPage;
import io.ingot.quality.history.Facts.Bar;
import io.ingot.quality.history.Facts.Value;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A profile as one HTML page that needs nothing else, in the report's style. It has no script, and
 * a policy in it lets none run and nothing be fetched, so that whatever a value or a name holds
 * stays text.
 */
record ProfilePage(Profile profile) {
  private static final int VALUES = 10;
  private static final int WIDTH = 320;
  private static final int HEIGHT = 90;

  /** What the report's style has no need of. */
  private static final String OWN_STYLE =
      """
      .column { display: grid; gap: .8rem; scroll-margin-top: 70px; }
      .scroll th { overflow-wrap: anywhere; }
      .column h3 { overflow-wrap: anywhere; }
      .column .plot { max-width: 420px; height: auto; }
      .column td { overflow-wrap: anywhere; }
      .beam { width: 100%; min-width: 60px; }
      .beam i { display: block; height: 100%; background: var(--accent); }
      """;

  String html() {
    return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
        <meta name="color-scheme" content="light dark">
        <title>%1$s · Ingot profile</title>
        <style>%2$s%3$s</style>
        </head>
        <body>
        <header class="top"><div class="brand"><h1>%1$s <span class="chip">version %4$d</span></h1><p class="at">%5$s</p></div></header>
        <main id="main"><div class="wrap">
        <dl class="tiles"><div><dt>Rows</dt><dd>%6$s</dd></div><div><dt>Columns</dt><dd>%7$d</dd></div></dl>
        %8$s
        %9$s
        </div></main>
        <footer><span>Made by Ingot. Distinct values and quantiles are by sketches. Personal columns show counts alone.</span></footer>
        </body>
        </html>
        """
        .formatted(
            Quoted.html(profile.table().toString()),
            ReportPage.style(),
            OWN_STYLE,
            profile.version(),
            profile.at().truncatedTo(ChronoUnit.SECONDS),
            Numbers.count(profile.rows()),
            profile.columns().size(),
            overview(),
            profile.columns().stream().map(this::column).collect(Collectors.joining("\n")));
  }

  private String overview() {
    return "<div class=\"scroll\"><table><caption>Columns</caption><thead><tr><th>Column</th>"
        + "<th>Type</th><th class=\"number\">Nulls</th><th class=\"number\">Distinct</th></tr>"
        + "</thead><tbody>"
        + profile.columns().stream()
            .map(
                facts ->
                    "<tr><th scope=\"row\"><a href=\"#c"
                        + profile.columns().indexOf(facts)
                        + "\">"
                        + Quoted.html(facts.name())
                        + "</a></th><td>"
                        + Quoted.html(facts.type())
                        + "</td><td class=\"number\">"
                        + nulls(facts)
                        + "</td><td class=\"number\">"
                        + distinct(facts)
                        + "</td></tr>")
            .collect(Collectors.joining("\n"))
        + "</tbody></table></div>";
  }

  private String column(Facts facts) {
    StringBuilder html =
        new StringBuilder("<section class=\"panel column\" id=\"c")
            .append(profile.columns().indexOf(facts))
            .append("\"><h3>")
            .append(Quoted.html(facts.name()))
            .append(" <span class=\"chip\">")
            .append(Quoted.html(facts.type()))
            .append("</span>")
            .append(facts.personal() ? " <span class=\"chip\">personal</span>" : "")
            .append("</h3><dl class=\"facts\">");
    fact(html, "nulls", nulls(facts));
    fact(html, "distinct", distinct(facts));
    if (facts.notNumbers() > 0) {
      fact(html, "NaN", Numbers.count(facts.notNumbers()));
    }
    facts
        .extent()
        .ifPresent(
            extent -> {
              fact(html, "least", extent.least());
              fact(html, "greatest", extent.greatest());
            });
    facts.numbers().ifPresent(spread -> numbers(html, spread));
    facts
        .lengths()
        .ifPresent(
            lengths ->
                fact(
                    html,
                    "characters",
                    lengths.least()
                        + " to "
                        + lengths.greatest()
                        + ", "
                        + Numbers.text(lengths.mean())
                        + " on average"));
    facts.reads(profile.rows()).ifPresent(kind -> fact(html, "reads as", kind));
    html.append("</dl>").append(bars(facts)).append(values(facts));
    return html.append("</section>").toString();
  }

  private static void numbers(StringBuilder html, Facts.Spread spread) {
    fact(html, "mean", Numbers.text(spread.mean()));
    fact(html, "deviation", Numbers.text(spread.sd()));
    fact(
        html,
        "quantiles",
        spread.quantiles().stream()
            .map(quantile -> percent(quantile.at()) + ": " + Numbers.text(quantile.value()))
            .collect(Collectors.joining(", ")));
  }

  private static void fact(StringBuilder html, String name, String value) {
    html.append("<dt>").append(name).append("</dt><dd>").append(Quoted.html(value)).append("</dd>");
  }

  private static String bars(Facts facts) {
    List<Bar> bars = facts.bars();
    if (bars.size() < 2) {
      return "";
    }
    long most = Math.max(1, bars.stream().mapToLong(Bar::rows).max().orElse(1));
    double width = (double) WIDTH / bars.size();
    StringBuilder svg =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "<svg class=\"plot\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
                WIDTH,
                HEIGHT + 16,
                Quoted.html("How often values of " + facts.name() + " occur")));
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double height = bar.rows() == 0 ? 0 : Math.max(1, (double) HEIGHT * bar.rows() / most);
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect class=\"bar\" x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\">"
                  + "<title>%s to %s: %s</title></rect>",
              i * width,
              HEIGHT - height,
              width - 1,
              height,
              Numbers.text(bar.from()),
              Numbers.text(bar.to()),
              Numbers.rows(bar.rows())));
    }
    return svg.append(
            String.format(
                Locale.ROOT,
                "<text x=\"0\" y=\"%1$d\">%2$s</text><text x=\"%3$d\" y=\"%1$d\""
                    + " text-anchor=\"end\">%4$s</text></svg>",
                HEIGHT + 13,
                Numbers.text(bars.get(0).from()),
                WIDTH,
                Numbers.text(bars.get(bars.size() - 1).to())))
        .toString();
  }

  private String values(Facts facts) {
    if (facts.values().isEmpty()) {
      return "";
    }
    long most = facts.values().get(0).rows();
    String rows =
        facts.values().stream()
            .limit(VALUES)
            .map(value -> value(value, most))
            .collect(Collectors.joining());
    return "<table><thead><tr><th>Value</th><th class=\"number\">Rows</th><th class=\"number\">"
        + "Share</th><th class=\"wide\"></th></tr></thead><tbody>"
        + rows
        + "</tbody></table>";
  }

  private String value(Value value, long most) {
    return String.format(
        Locale.ROOT,
        "<tr><td>%s</td><td class=\"number\">%s</td><td class=\"number\">%s</td>"
            + "<td class=\"wide\"><div class=\"beam\"><i style=\"width:%.1f%%\"></i></div></td></tr>",
        value.value().isEmpty()
            ? "<em>empty</em>"
            : Quoted.html(ProfileTable.oneLine(value.value())),
        Numbers.count(value.rows()),
        percent((double) value.rows() / profile.rows()),
        100.0 * value.rows() / most);
  }

  private String nulls(Facts facts) {
    return facts.nulls() == 0
        ? "0"
        : Numbers.count(facts.nulls())
            + " ("
            + percent((double) facts.nulls() / profile.rows())
            + ")";
  }

  private static String distinct(Facts facts) {
    return facts.distinct().isPresent() ? Numbers.count(facts.distinct().getAsLong()) : "-";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", share * 100).replace(".0%", "%");
  }
}
