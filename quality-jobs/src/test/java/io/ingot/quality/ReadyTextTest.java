package io.ingot.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.project.RowCheck;
import io.ingot.core.testkit.Sparks;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class ReadyTextTest {
  @Test
  void goodAddressesAreToldFromBadOnes() {
    assertThat(
            those(
                RowCheck.Text.EMAIL,
                "ann@example.org",
                "ann.lee+tag@mail.example.co.uk",
                "o'brien@example.ie",
                "x_y-z@sub-domain.example.museum",
                "1@2.io",
                "jörg@example.de".replace("ö", "oe"),
                "info@münchen.example",
                "a@xn--mnchen-3ya.xn--p1ai",
                "a".repeat(64) + "@example.org"))
        .hasSize(9);
    assertThat(
            those(
                RowCheck.Text.EMAIL,
                "",
                "ann",
                "@example.org",
                "ann@",
                "ann@example",
                "ann@@example.org",
                "ann@exa mple.org",
                "ann@.example.org",
                "ann@example..org",
                "ann@-example.org",
                "ann@example-.org",
                ".ann@example.org",
                "ann.@example.org",
                "an..n@example.org",
                "ann@example.org\n",
                " ann@example.org",
                "ann@example.o",
                "ann@example.123",
                "ann,bob@example.org",
                "Ann <ann@example.org>",
                "a".repeat(65) + "@example.org",
                "ann@" + "a".repeat(64) + ".org"))
        .isEmpty();
  }

  @Test
  void goodUrlsAreToldFromBadOnes() {
    assertThat(
            those(
                RowCheck.Text.URL,
                "http://example.org",
                "https://www.example.org/",
                "HTTPS://EXAMPLE.ORG/A",
                "https://example.org:8443/a/b.html?x=1&y=%20#top",
                "http://user:secret@example.org/",
                "http://localhost:8080",
                "http://my_host/x",
                "ftp://files.example.org/a.csv",
                "http://192.168.0.1/x",
                "http://[2001:db8::1]:80/",
                "https://münchen.example/straße",
                "http://example.org?x",
                "http://1.example.org",
                "http://example.org:65535"))
        .hasSize(14);
    assertThat(
            those(
                RowCheck.Text.URL,
                "",
                "example.org",
                "www.example.org",
                "//example.org",
                "http://",
                "http:///x",
                "http:/example.org",
                "http://exa mple.org",
                "http://example..org",
                "http://-example.org",
                "http://.example.org",
                "http://256.1.1.1",
                "http://1.2.3",
                "http://example.org:65536",
                "http://example.org:x",
                "javascript:alert(1)",
                "mailto:ann@example.org",
                "http://example.org/a b",
                "http://example.org/<x>",
                " http://example.org",
                "http://example.org\n"))
        .isEmpty();
  }

  @Test
  void goodPhoneNumbersAreToldFromBadOnes() {
    assertThat(
            those(
                RowCheck.Text.PHONE,
                "+12125550100",
                "2125550100",
                "+1 212 555 0100",
                "(212) 555-0100",
                "(212)555-0100",
                "1-212-555-0100",
                "+49 (0) 30 123456",
                "+49 30/123456",
                "030 - 123456",
                "+44 20 7946 0958",
                "212.555.0100",
                "+1 212 555 0100 ext. 12",
                "212-555-0100 x123",
                "555 0100",
                "+861012345678901"))
        .hasSize(15);
    assertThat(
            those(
                RowCheck.Text.PHONE,
                "",
                "123456",
                "1234567890123456",
                "555-CALL-NOW",
                "++12125550100",
                "12+125550100",
                "(212 5550100",
                "212) 5550100",
                "212--555-0100",
                "212  555 0100",
                " 2125550100",
                "2125550100 ",
                "2125550100-",
                "2125550100\n",
                "()2125550100",
                "n/a"))
        .isEmpty();
  }

  @Test
  void goodIdsAndCardsAreToldFromBadOnes() {
    assertThat(
            those(
                RowCheck.Text.UUID,
                "123e4567-e89b-12d3-a456-426614174000",
                "123E4567-E89B-12D3-A456-426614174000",
                "00000000-0000-0000-0000-000000000000",
                "123e4567e89b12d3a456426614174000",
                "123e4567-e89b-12d3-a456-42661417400",
                "g23e4567-e89b-12d3-a456-426614174000",
                "{123e4567-e89b-12d3-a456-426614174000}",
                "123e4567-e89b-12d3-a456-426614174000\n"))
        .hasSize(3);
    assertThat(
            those(
                RowCheck.Text.CREDIT_CARD,
                "4111111111111111",
                "4111 1111 1111 1111",
                "5500-0000-0000-0004",
                "340000000000009",
                "6011000000000004",
                "2223003122003222",
                "4222222222222"))
        .hasSize(7);
    assertThat(
            those(
                RowCheck.Text.CREDIT_CARD,
                "",
                "4111111111111112",
                "4111 1111 1111 1112",
                "0000000000000000",
                "411111111111",
                "41111111111111111111",
                "4111  1111 1111 1111",
                "4111-1111-1111-1111-",
                "4111a11111111111",
                " 4111111111111111"))
        .isEmpty();
  }

  @Test
  void textsAreReadableAsWhatTheyLookLike() {
    String[] texts = {
      "12",
      " -3 ",
      "9223372036854775808",
      "1.5",
      ".5",
      "1.",
      "1e3",
      "12d",
      "NaN",
      "1,5",
      "true",
      "No",
      "yes!",
      "2026",
      "2026-02-29",
      "2024-02-29",
      "2026-1-2",
      "2026-01-02 03:04:05",
      "2026-01-02T03:04:05.678Z",
      "2026-01-02T25:00:00",
      "2026-01-02 noon",
      "",
      "1 2"
    };

    assertThat(
            Arrays.stream(RowCheck.Kind.values())
                .map(kind -> kind + ": " + String.join("|", matching(kind, texts))))
        .containsExactly(
            "INTEGRAL: 12| -3 |2026",
            "FRACTIONAL: 12| -3 |9223372036854775808|1.5|.5|1.|1e3|2026",
            "BOOLEAN: true|No",
            "DATE: 2024-02-29|2026-1-2",
            "TIMESTAMP: 2024-02-29|2026-1-2|2026-01-02 03:04:05|2026-01-02T03:04:05.678Z");
  }

  /** Half a million characters each; a pattern that goes back over them would take for ever. */
  @Test
  void timeIsLinearInTheLengthOfTheText() {
    int length = 500_000;
    List<String> awkward =
        Stream.of("a", "a.", "1", "1 ", "1-", "a@", "(1)", "http://a.", "-", "a-", "1.", ".")
            .flatMap(
                part ->
                    Stream.of("", "a@a", "http://", "http://a@", "+", "4")
                        .map(start -> start + part.repeat(length / part.length()) + "!"))
            .toList();

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (RowCheck.Text kind : RowCheck.Text.values()) {
            assertThat(those(kind, awkward.toArray(String[]::new))).isEmpty();
          }
          for (RowCheck.Kind kind : RowCheck.Kind.values()) {
            assertThat(matching(kind, awkward.toArray(String[]::new))).isEmpty();
          }
        });
  }

  private static List<String> those(RowCheck.Text kind, String... texts) {
    return matching(ReadyText.condition("value", kind), texts);
  }

  private static List<String> matching(RowCheck.Kind kind, String... texts) {
    return matching(Readable.condition("value", kind), texts);
  }

  private static List<String> matching(String condition, String... texts) {
    return Sparks.session()
        .createDataset(List.of(texts), Encoders.STRING())
        .filter(condition)
        .collectAsList();
  }
}
