package io.ingot.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetricsTermsTest {
  @Test
  void nobodyIsToldUnlessTheProjectSaysSo() {
    MetricsTerms terms = Binding.read(ProjectFile.class, "{name: p, lake: l}").metrics();

    assertThat(terms).isEqualTo(MetricsTerms.none());
    assertThat(terms.wanted()).isFalse();
    assertThat(terms.period()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void everyKeyIsRead() {
    MetricsTerms terms =
        Binding.read(
                ProjectFile.class,
                "{name: p, lake: l, metrics: {pushgateway: 'https://push:9091/at', port: 0,"
                    + " bind: 127.0.0.1, pipeline: etl-1, period: 24h}}")
            .metrics();

    assertThat(terms)
        .isEqualTo(
            new MetricsTerms(
                Optional.of("https://push:9091/at"),
                Optional.of(0),
                Optional.of("127.0.0.1"),
                Optional.of("etl-1"),
                Duration.ofHours(24)));
    assertThat(terms.wanted()).isTrue();
  }

  @Test
  void whatCannotBeIsToldWithoutAPassword() {
    String address =
        "Invalid pushgateway. Write its address without a password, such as"
            + " http://pushgateway:9091.";
    assertThat(mistake("{pushgateway: 'pushgateway:9091'}")).isEqualTo(address);
    assertThat(mistake("{pushgateway: 'http://me:open sesame@push'}")).isEqualTo(address);
    assertThat(mistake("{pushgateway: 'http://me:sesame@push:9091'}")).isEqualTo(address);
    assertThat(mistake("{port: 65536}")).isEqualTo("Invalid port 65536. Use a number up to 65535.");
    assertThat(mistake("{bind: 127.0.0.1}"))
        .isEqualTo("bind says where port is served. Say port too.");
    assertThat(mistake("{pipeline: a b}"))
        .isEqualTo("Invalid pipeline 'a b'. Use letters, digits and _ . -");
    assertThat(mistake("{period: 0s}"))
        .isEqualTo("period must be longer than nothing, such as 24h.");
  }

  private static String mistake(String metrics) {
    return Binding.mistakes(ProjectFile.class, "{name: p, lake: l, metrics: " + metrics + "}")
        .get(0);
  }
}
