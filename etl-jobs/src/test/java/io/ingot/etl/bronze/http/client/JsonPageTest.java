package io.ingot.etl.bronze.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonPageTest {
  private static final PageShape ITEMS = new PageShape("data.items", Optional.of("data.next"));

  @Property(tries = 500)
  void everyRecordKeepsItsExactText(
      @ForAll("values") List<String> values, @ForAll("blanks") String blank) {
    String list = "[" + blank + String.join(blank + "," + blank, values) + blank + "]";
    String object =
        "{\"x\":{\"items\":[9]},\"data\":" + blank + "{\"next\":\"t\",\"items\":" + list + "}}";

    assertThat(texts(read(list, new PageShape("", Optional.empty())))).isEqualTo(values);
    assertThat(texts(read("\uFEFF" + object, ITEMS))).isEqualTo(values);
    assertThat(read(object, ITEMS).token()).contains("t");
  }

  @Provide
  Arbitrary<String> blanks() {
    return Arbitraries.of("", " ", "\n", "\t \r\n");
  }

  @Provide
  Arbitrary<List<String>> values() {
    Arbitrary<String> plain =
        Arbitraries.of(
            "12345678901234567890",
            "1.10",
            "1e+5",
            "-0",
            "0",
            "true",
            "null",
            "\"\"",
            "\"Zo\u00eb \uD83D\uDE00 \\u00e9 \\\" ] }\"",
            "[]",
            "{}");
    Arbitrary<String> nested =
        plain
            .list()
            .ofMaxSize(3)
            .map(
                parts ->
                    "{ \"k\" : ["
                        + String.join(" ,", parts)
                        + "], \"items\":1, \"data\":{\"items\":[]}}");
    return Arbitraries.oneOf(plain, nested).list().ofMaxSize(5);
  }

  @Example
  void anObjectWithoutAListIsOneRecordWithAllItHolds() {
    JsonPage page = read(" {\"id\": 1.50, \"l\": [1]}\n", new PageShape("", Optional.of("id")));
    assertThat(page.token()).contains("1.50");
    assertThat(texts(page)).containsExactly("{\"id\": 1.50, \"l\": [1]}");
  }

  @Example
  void oneRecordsFaultIsNotThePages() {
    String deep = "[".repeat(1500) + "]".repeat(1500);
    JsonPage page =
        read("[{}, NaN, 1, null, \"x\", " + deep + "]", new PageShape("", Optional.empty()));
    assertThat(texts(page)).containsExactly("{}", "NaN", "1", "null", "\"x\"", deep);
  }

  @Example
  void theDeepestPlaceThatIsThereIsNamed() {
    assertThatThrownBy(() -> read("{\"data\": {\"rows\": [], \"n\": 1}, \"x\": 2}", ITEMS))
        .hasMessage(
            "Cannot read crm: no list at data.items; data has rows, n. Correct 'records' of the"
                + " source.");
    assertThatThrownBy(() -> read("{\"rows\": []}", ITEMS))
        .hasMessageContaining("no list at data.items; it has rows.");
    assertThatThrownBy(() -> read("{\"data\": {\"items\": {}}}", ITEMS))
        .hasMessageContaining("no list at data.items; data has items.");
    assertThatThrownBy(() -> read("3", new PageShape("", Optional.empty())))
        .hasMessageContaining("no list and no object");
  }

  @Example
  void twoListsOfOneNameAreRefusedAndSoIsATokenThatCannotBe() {
    assertThatThrownBy(() -> read("{\"data\": {\"items\": [1], \"items\": [2]}}", ITEMS))
        .hasMessageContaining("data.items twice");
    assertThatThrownBy(() -> read("{\"data\": {\"items\": [1], \"next\": {}}}", ITEMS))
        .hasMessageContaining("no text or number");
    assertThatThrownBy(() -> read("[1]", new PageShape("", Optional.of("next"))))
        .hasMessageContaining("it is a list, which has no next");
  }

  @Example
  void aLongRecordIsReadWhole() {
    String record = "{\"t\": \"" + "\u00e4".repeat(3_000_000) + "\"}";
    assertThat(texts(read("[" + record + "]", new PageShape("", Optional.empty()))))
        .containsExactly(record);
  }

  private static JsonPage read(String body, PageShape shape) {
    return JsonPage.read("crm", body.getBytes(StandardCharsets.UTF_8), shape);
  }

  private static List<String> texts(JsonPage page) {
    return IntStream.range(0, page.size()).mapToObj(page::text).toList();
  }
}
