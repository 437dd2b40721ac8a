package io.ingot.quality.drift;

import io.ingot.core.batch.Verdict.Ruling;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A look as one HTML page that needs nothing else: no script runs in it and nothing is fetched, by
 * a policy of its own, so that whatever a column holds stays text.
 */
record DriftPage(String project, String environment, Instant at) {
  private static final Map<Ruling, String> SIGNS =
      Map.of(
          Ruling.PASSED, "✓ ",
          Ruling.NOTED, "… ",
          Ruling.WARNED, "! ",
          Ruling.REFUSED, "✕ ");

  /** The page's text: the columns as they were looked at. */
  String html(List<Seen> seen) {
    String title = Markup.text("Drift of " + project + " (" + environment + ")");
    return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <header><h1>%s</h1>
        <p class="soft">%s. Outlines and dashed lines are the baseline, what is filled is now. Dotted: from where on it warns and alarms.</p></header>
        <main>
        %s
        </main>
        </body>
        </html>
        """
        .formatted(
            title,
            style(),
            title,
            at.truncatedTo(ChronoUnit.SECONDS),
            seen.stream().map(DriftPage::article).collect(Collectors.joining("\n")));
  }

  private static String article(Seen seen) {
    Drifted drifted = seen.drifted();
    BinPlot plot = new BinPlot(seen.compared());
    return """
        <article>
        <h2>%s <span class="soft">%s</span></h2>
        <p><span class="verdict %s">%s</span> %s %s <span class="soft">warns from %s, alarms from %s on; %d of %d looks beyond</span></p>
        <p class="soft">%s rows now, %s in the baseline; %s</p>
        %s%s<details><summary>in numbers</summary>%s</details>
        </article>"""
        .formatted(
            Markup.text(drifted.column()),
            Markup.text(drifted.table().toString()),
            drifted
                .ruling()
                .map(ruling -> ruling.name().toLowerCase(Locale.ROOT))
                .orElse("unjudged"),
            drifted.ruling().map(SIGNS::get).orElse("– ") + Markup.text(drifted.verdict()),
            drifted.method(),
            DriftTable.number(drifted.value()),
            drifted.warn().toPlainString(),
            drifted.fail().toPlainString(),
            drifted.beyond(),
            drifted.windows(),
            DriftTable.count(drifted.rows()),
            DriftTable.count(drifted.baselineRows()),
            Markup.text(drifted.look()),
            plot.svg(),
            new LookPlot(seen).svg(),
            plot.table());
  }

  private static String style() {
    try (InputStream in = DriftPage.class.getResourceAsStream("drift.css")) {
      return new String(
          Objects.requireNonNull(in, "drift.css").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read drift.css", e);
    }
  }
}
