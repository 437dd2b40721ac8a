package io.ingot.core.report;

import io.ingot.core.batch.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A report as one HTML page that needs nothing else: no network, no server, no second file. A
 * policy in the page lets exactly its own scripts run and nothing be fetched, so that whatever a
 * declaration holds stays text.
 */
public final class ReportPage {
  private static final String D3 = "/META-INF/resources/webjars/d3/7.9.0/";
  private static final Pattern PART = Pattern.compile("\\{\\{([a-z]+)}}");

  private final Report report;

  public ReportPage(Report report) {
    this.report = Objects.requireNonNull(report, "report");
  }

  /** The page's text. */
  public String html() {
    String graphics = resource(D3 + "dist/d3.min.js");
    String script = resource("report.js");
    Map<String, String> parts =
        Map.of(
            "policy", policy(graphics, script),
            "title", text(report.project() + " (" + report.environment() + ")"),
            "style", style(),
            "licence", text(resource(D3 + "LICENSE")),
            "graphics", graphics,
            "script", script,
            "report", embeddable(Json.write(report)));
    // In one go, so that nothing is put into what was put in.
    return PART.matcher(resource("report.html"))
        .replaceAll(part -> Matcher.quoteReplacement(parts.get(part.group(1))));
  }

  /** The style that pages of Ingot share: light and dark, wide and narrow. */
  public static String style() {
    return resource("report.css");
  }

  private static String policy(String... scripts) {
    StringBuilder policy =
        new StringBuilder("default-src 'none'; style-src 'unsafe-inline'; img-src data:;")
            .append(" base-uri 'none'; form-action 'none'; script-src");
    for (String script : scripts) {
      policy.append(" 'sha256-").append(digest(script)).append('\'');
    }
    return policy.toString();
  }

  /** JSON in which no character means anything to HTML. */
  static String embeddable(String json) {
    return json.replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  private static String text(String raw) {
    return raw.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String digest(String script) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + name, e);
    }
  }
}
