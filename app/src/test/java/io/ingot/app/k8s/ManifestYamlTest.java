package io.ingot.app.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class ManifestYamlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "3.5.7",
        "3.5",
        "true",
        "Yes",
        "off",
        "n",
        "null",
        "~",
        "",
        "0x1f",
        "1e3",
        "0o7",
        "12:30:00",
        "2026-01-01",
        "*/15 * * * *",
        "- a",
        "a: b",
        "a:",
        "a #b",
        "#a",
        "{a}",
        "[a]",
        "&a",
        "!a",
        "%a",
        "@a",
        "`a",
        "' a",
        "\" a",
        " a ",
        "two\nlines",
        "8g",
        "1_000",
        ".5",
        "=",
        "<<",
        "\u00e9"
      })
  void textStaysTextToAReaderOfYaml11(String text) {
    String yaml = ManifestYaml.of(Tree.empty().with("key", text).with(text + "x", "v").node());

    Map<String, Object> read = new Yaml().load(yaml);

    assertThat(read).containsEntry("key", text).containsEntry(text + "x", "v");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3a://bucket/folder", "local:///opt/ingot/ingot.jar", "registry.example.com/a/b:1.0-rc.1",
        "spark.metrics.conf.*.sink", "/var/data", "bronze.app_events"
      })
  void whatCanBeTakenForNothingElseNeedsNoQuotes(String text) {
    assertThat(ManifestYaml.of(Tree.empty().with(text, text).node()))
        .isEqualTo(text + ": " + text + "\n");
  }
}
