package io.ingot.etl.bronze;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ingot.core.testkit.Sparks;
import io.ingot.etl.bronze.JsonCorpus.Case;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.Test;

class JsonFaultTest {
  private static final ObjectMapper TREE =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  @Test
  void everyRecordOfTheCorpusGetsItsVerdict() {
    assertThat(JsonCorpus.all()).hasSizeGreaterThan(160);
    assertThat(JsonCorpus.all().stream().map(one -> judged(one.text(), direct(one.text()))))
        .containsExactlyElementsOf(expected());
  }

  @Test
  void aColumnOfRecordsGetsTheSameVerdicts() {
    List<String> texts = JsonCorpus.all().stream().map(Case::text).toList();
    List<String> verdicts =
        Sparks.session()
            .createDataset(texts, Encoders.STRING())
            .coalesce(1)
            .select(coalesce(JsonFault.of(col("value")), lit("ok")))
            .as(Encoders.STRING())
            .collectAsList();

    assertThat(verdicts)
        .containsExactlyElementsOf(JsonCorpus.all().stream().map(Case::verdict).toList());
  }

  @Test
  void halfOfAPairIsFoundWhereItStandsAsItself() {
    assertThat(JsonFault.of("{\"a\":\"\ud83d\"}")).contains("ENCODING");
    assertThat(JsonFault.of("{\"\udc00\":1}")).contains("ENCODING");
  }

  @Test
  void whatIsAcceptedOfTenThousandMutatedRecordsAStrictTreeReaderAcceptsToo() {
    Map<String, Integer> seen = new TreeMap<>();
    for (String text : JsonCorpus.mutated(10_000)) {
      String verdict = direct(text);
      seen.merge(verdict, 1, Integer::sum);
      // The tree reader takes halves of pairs, so of those texts it says nothing.
      assertThat(verdict.equals("ok"))
          .as(text)
          .isEqualTo(!verdict.equals("ENCODING") && isObjectToTheTree(text));
    }
    assertThat(seen.keySet())
        .contains("ok", "BAD_JSON", "NOT_OBJECT", "ARRAY", "DUP_KEY", "TRAILING_DATA", "NON_FINITE")
        .doesNotContain("CORRUPT");
    assertThat(seen.get("ok")).isGreaterThan(300);
  }

  private static boolean isObjectToTheTree(String text) {
    try {
      return Optional.ofNullable(TREE.readTree(text)).filter(tree -> tree.isObject()).isPresent();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static String direct(String text) {
    return JsonFault.of(text).orElse("ok");
  }

  private static List<String> expected() {
    return JsonCorpus.all().stream().map(one -> judged(one.text(), one.verdict())).toList();
  }

  private static String judged(String text, String verdict) {
    return verdict + " " + (text.length() < 100 ? text : text.substring(0, 100) + "...");
  }
}
