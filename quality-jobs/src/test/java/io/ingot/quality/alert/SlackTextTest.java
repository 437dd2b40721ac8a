package io.ingot.quality.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ingot.core.project.Channel.Trouble;
import io.ingot.core.project.TableName;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SlackTextTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void markupOfOthersIsShownAndNotFollowed() throws IOException {
    JsonNode body = body(message(List.of(item("a < 1 & `b` <!channel>", "<http://x|y>"))));

    assertThat(body.at("/blocks/1/text/text").asText())
        .isEqualTo(
            "*refused* `silver.orders` `a &lt; 1 &amp; 'b' &lt;!channel&gt;`\n"
                + "`measured &lt;http://x|y&gt;`\n"
                + "`since 2026-01-01T00:00:00Z`");
    assertThat(body.at("/blocks/1/text/verbatim").asBoolean()).isTrue();
  }

  @Test
  void whatHasNoRoomIsCounted() throws IOException {
    JsonNode body = body(message(Collections.nCopies(70, item("complete mail", "0.5"))));

    assertThat(body.get("blocks")).hasSize(22);
    assertThat(body.at("/blocks/21/text/text").asText()).startsWith("`and 50 more`\n");
  }

  @Property(tries = 200)
  void noMessageIsLongerThanSlackTakesAndNoneHoldsRawMarkup(
      @ForAll("nasty") String check,
      @ForAll("nasty") String measured,
      @ForAll @IntRange(min = 1, max = 120) int count)
      throws IOException {
    JsonNode body = body(message(Collections.nCopies(count, fullItem(check, measured))));

    assertThat(body.get("blocks").size()).isBetween(2, 50);
    assertThat(body.get("text").asText().length()).isLessThanOrEqualTo(3000);
    int all = 0;
    for (JsonNode block : body.get("blocks")) {
      String text = block.at("/text/text").asText();
      int most = block.get("type").asText().equals("header") ? 150 : 3000;
      assertThat(text.length()).isBetween(1, most);
      assertThat(text).doesNotContainPattern("[\\p{Cc}&&[^\\n]]").doesNotContainPattern("[<>]");
      assertThat(text).doesNotContainPattern("&(?!amp;|lt;|gt;)");
      for (String line : most == 150 ? new String[0] : text.split("\n")) {
        assertThat(line).matches("(\\*refused\\* `silver.orders`( |$))?(`[^`]*`)?");
      }
      all += text.length();
    }
    assertThat(all).isLessThanOrEqualTo(14_000);
  }

  @Provide
  Arbitrary<String> nasty() {
    return Arbitraries.oneOf(
        Arbitraries.strings().all().ofMaxLength(2000),
        Arbitraries.strings().withChars("<>&`*_\u0000\u001b\r\n\u2028\u202e|!").ofMaxLength(4000),
        Arbitraries.strings().withChars('&').ofMinLength(700).ofMaxLength(5000));
  }

  private static JsonNode body(Message message) throws IOException {
    return new ObjectMapper().readTree(SlackText.of(message));
  }

  /** As {@link Wording} makes them, which lets no text be longer and none have line breaks. */
  private static Item item(String check, String measured) {
    return new Item(
        Trouble.REFUSED,
        TableName.of("silver.orders"),
        Optional.of(Line.of(check, 300)).filter(line -> !line.isEmpty()),
        Line.of(measured, 700),
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of("run-1"),
        NOW,
        Optional.empty(),
        Optional.empty());
  }

  /** One of which everything is known. */
  private static Item fullItem(String check, String measured) {
    Item item = item(check, measured);
    return new Item(
        item.kind(),
        item.table(),
        item.check(),
        item.measured(),
        OptionalDouble.of(0.5),
        item.check(),
        item.check(),
        item.check(),
        item.run(),
        item.since(),
        Optional.of(NOW),
        Optional.empty());
  }

  private static Message message(List<Item> items) {
    return new Message(
        "shop (prod): " + items.size() + " checks refused & more " + items.get(0).measured(),
        "shop",
        "prod",
        Optional.of("run-1"),
        NOW,
        items,
        List.of(),
        List.of(),
        0,
        0,
        Optional.empty());
  }
}
