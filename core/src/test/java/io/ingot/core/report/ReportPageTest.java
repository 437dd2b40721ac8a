package io.ingot.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ingot.core.batch.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportPageTest {
  private static final Pattern SCRIPT =
      Pattern.compile("<script(?<kind>[^>]*)>(?<text>.*?)</script>", Pattern.DOTALL);
  private static final String HOSTILE =
      "</script><script>alert(1)</script><img src=x"
          + " onerror=alert(2)>\u2028<!--<script>&amp;{{report}}";

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void whateverADeclarationHoldsStaysText() throws Exception {
    Report report = report(HOSTILE);

    String html = new ReportPage(report).html();

    List<String> scripts = scripts(html);
    assertThat(scripts).hasSize(3);
    JsonNode read = json.readTree(scripts.get(0));
    assertThat(read).isEqualTo(json.readTree(Json.write(report)));
    assertThat(read.at("/tables/0/declared/sql").asText()).isEqualTo(HOSTILE);
    assertThat(html).doesNotContain("<img", "alert(1)</script>");
    assertThat(scripts.get(0)).doesNotContain("\u2028", "<", ">");
    assertThat(html).contains("<title>&lt;/script&gt;&lt;script&gt;alert(1)");
  }

  @Test
  void thePageMayRunItsOwnScriptsAndFetchNothing() throws Exception {
    String html = new ReportPage(report("plain")).html();

    Matcher policy =
        Pattern.compile("Content-Security-Policy\" content=\"([^\"]+)\"").matcher(html);
    assertThat(policy.find()).isTrue();
    assertThat(policy.group(1)).startsWith("default-src 'none';");
    for (String script : scripts(html).subList(1, 3)) {
      assertThat(policy.group(1)).contains("'sha256-" + sha256(script) + "'");
    }
    assertThat(policy.group(1).split("'sha256-", -1)).hasSize(3);
    assertThat(html).doesNotContainPattern("<script[^>]+src|<link[^>]+https?:|@import|url\\(");
  }

  @Test
  void thePageCarriesTheLicenceOfItsGraphics() {
    assertThat(new ReportPage(report("plain")).html())
        .contains("Permission to use, copy, modify")
        .doesNotContain("{{");
  }

  private static List<String> scripts(String html) {
    List<String> scripts = new ArrayList<>();
    Matcher found = SCRIPT.matcher(html);
    while (found.find()) {
      scripts.add(found.group("text"));
    }
    return scripts;
  }

  private static String sha256(String text) throws Exception {
    return Base64.getEncoder()
        .encodeToString(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Report report(String words) {
    Declared declared =
        new Declared(
            Optional.of(words),
            List.of(words),
            List.of(),
            List.of(new Declared.Column(words, words, List.of(), List.of(words), List.of())),
            List.of(),
            List.of(new Declared.Rule(words, words)),
            Optional.of(words));
    TablePage table =
        new TablePage(
            "gold.total",
            List.of(),
            new GraphLayout.Place(0, 0),
            declared,
            Standing.nothing(),
            List.of(
                new DriftLine(
                    words,
                    List.of(
                        new DriftLine.Point(
                            Instant.parse("2026-01-02T03:04:05Z"),
                            "passed",
                            words,
                            Optional.of(0.25))))));
    return new Report(
        words,
        "dev",
        Instant.parse("2026-01-02T03:04:05Z"),
        List.of(table),
        List.of(),
        List.of(),
        List.of());
  }
}
