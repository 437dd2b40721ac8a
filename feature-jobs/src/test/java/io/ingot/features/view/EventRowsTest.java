package io.ingot.features.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.FeatureYaml;
import io.ingot.core.project.RowFeature;
import io.ingot.core.testkit.Sparks;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.ml.feature.HashingTF;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EventRowsTest {
  private static final FeatureView VIEW =
      FeatureYaml.view(
          "event",
          """
          entity: {user: string, id: int}
          from: silver.events
          event_time: at
          known_time: known
          features:
            price: {value: price}
            hour: {hour: at}
            weekday: {weekday: day}
            log_price: {log1p: price}
            words: {tokens: text}
            places: {hashed: text, size: 7}
            many_places: {hashed: text}
          """);

  private static SparkSession spark;
  private static Dataset<Row> rows;
  private static Map<Integer, Row> byId;

  @BeforeAll
  static void compute() {
    spark = Sparks.session().newSession();
    rows =
        ViewRows.of(
            events(
                "(1, '2024-03-03 23:59:59.5', '2024-03-04', '2024-03-03', 0.0, 'Tea, TEA & 2x milk')",
                "(2, '2024-03-04', null, '2024-03-04', -1.0, '')",
                "(3, '1969-12-31 05:00:00', '2024-03-04', '1969-12-31', 1.5, null)",
                "(4, '2024-03-04', '2024-03-04', null, null,"
                    + " 'I\\u00d6d \\u4f60\\u597dabc \\u30c6\\u30b9 a\\u0301b \\ud55c\\uad6d_x1')",
                "(5, '2024-03-04', '2024-03-05', null, 1.0, 'older')",
                "(5, '2024-03-04', '2024-03-06', null, 0.5, 'newer')",
                "(5, '2024-03-04', null, null, 9.0, 'never known')",
                "(6, '2024-03-04', '2024-03-05', null, 1.0, 'a')",
                "(6, '2024-03-04', '2024-03-05', null, 2.0, 'b')",
                "(6, '2024-03-04', '2024-03-05', null, 2.0, 'c')",
                "(7, null, '2024-03-05', null, 1.0, 'timeless')",
                "(null, '2024-03-04', '2024-03-05', null, 1.0, 'nobody')"),
            VIEW);
    byId =
        rows.collectAsList().stream()
            .collect(Collectors.toMap(row -> row.<Integer>getAs("id"), row -> row));
  }

  @Test
  void eachEventIsARowOfItsOwnTime() {
    assertThat(byId.keySet()).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
    assertThat(texts(1, "event_time", "valid_from", "known_time", "_deleted"))
        .containsExactly(
            "2024-03-03 23:59:59.5", "2024-03-03 23:59:59.5", "2024-03-04 00:00:00.0", "false");
    assertThat(texts(2, "known_time")).containsExactly("null");
  }

  @Test
  void anEventOfADateIsUsedFromTheEndOfItsDayOn() {
    FeatureView view =
        FeatureYaml.view(
            "event",
            """
            entity: {id: int}
            from: silver.events
            event_time: at
            known_time: at
            features: {price: {value: price}}
            """);

    assertThat(
            ViewRows.of(spark.sql("SELECT 1 id, DATE'2024-03-04' at, 2 price"), view)
                .selectExpr("concat_ws(' ', event_time, valid_from, known_time)")
                .first()
                .getString(0))
        .isEqualTo("2024-03-04 00:00:00 2024-03-05 00:00:00 2024-03-05 00:00:00");
  }

  @Test
  void hoursAndWeekdaysAreThoseOfUtcAndMondayIsTheFirst() {
    assertThat(texts(1, "hour", "weekday")).containsExactly("23", "7");
    assertThat(texts(2, "hour", "weekday")).containsExactly("0", "1");
    assertThat(texts(3, "hour", "weekday")).containsExactly("5", "3");
    assertThat(texts(4, "weekday")).containsExactly("null");
  }

  @Test
  void aLogarithmIsOfNumbersAboveMinusOne() {
    assertThat(value(1, "log_price")).isEqualTo(0.0);
    assertThat(value(2, "log_price")).isNull();
    assertThat(value(3, "log_price")).isEqualTo(Math.log1p(1.5));
    assertThat(value(4, "log_price")).isNull();
    assertThat(value(2, "price").toString()).isEqualTo("-1.0");
  }

  @Test
  void wordsAreRunsOfLettersAndDigitsAndSignsOfScriptsWithoutSpaces() {
    assertThat(words(1)).containsExactly("tea", "tea", "2x", "milk");
    assertThat(words(2)).isEmpty();
    assertThat(value(3, "words")).isNull();
    assertThat(words(4))
        .containsExactly(
            "i\u00f6d",
            "\u4f60",
            "\u597d",
            "abc",
            "\u30c6",
            "\u30b9",
            "a\u0301b",
            "\ud55c\uad6d",
            "x1");
  }

  @Test
  void hashedWordsAreCountedAsMurmurHashAndMllibPlaceThem() {
    for (int id : List.of(1, 2, 4)) {
      double[] expected = new double[7];
      for (String word : words(id)) {
        @SuppressWarnings("deprecation")
        int hash = Hashing.murmur3_32(42).hashString(word, StandardCharsets.UTF_8).asInt();
        expected[Math.floorMod(hash, 7)]++;
      }
      assertThat(places(id, "places")).isEqualTo(list(expected));
    }
    assertThat(value(3, "places")).isNull();
    assertThat(places(1, "places").stream().mapToDouble(d -> d).sum()).isEqualTo(4);
    assertThat(places(2, "many_places")).isEqualTo(Collections.nCopies(1000, 0.0));

    Dataset<Row> mllib =
        new HashingTF()
            .setInputCol("words")
            .setOutputCol("counts")
            .setNumFeatures(1000)
            .transform(rows.filter("words is not null"));
    Map<Integer, List<Double>> counted = new TreeMap<>();
    mllib
        .select(mllib.col("id"), functions.vector_to_array(mllib.col("counts"), "float64"))
        .collectAsList()
        .forEach(row -> counted.put(row.getInt(0), row.getList(1)));
    counted.forEach((id, counts) -> assertThat(places(id, "many_places")).isEqualTo(counts));
    assertThat(counted).hasSize(5);
  }

  @Test
  void ofSeveralEventsOfOneTimeTheOneKnownLastIsTakenThenTheGreatest() {
    assertThat(texts(5, "price", "known_time", "words"))
        .containsExactly("0.5", "2024-03-06 00:00:00.0", "[newer]");
    assertThat(texts(6, "price", "words")).containsExactly("2.0", "[c]");
  }

  @Test
  void theSchemaIsToldWithoutRows() {
    assertThat(ViewSchema.of(VIEW, events("(1, null, null, null, null, null)").schema()).toDDL())
        .isEqualTo(
            "user STRING,id INT,event_time TIMESTAMP,valid_from TIMESTAMP,known_time TIMESTAMP,"
                + "price DECIMAL(3,1),hour INT,weekday INT,log_price DOUBLE,words ARRAY<STRING>,"
                + "places ARRAY<DOUBLE>,many_places ARRAY<DOUBLE>,_deleted BOOLEAN NOT NULL")
        .isEqualTo(rows.schema().toDDL().replace("user STRING NOT NULL", "user STRING"));
  }

  @Test
  void everyKindOfRowFeatureIsMade() {
    assertThat(RowKind.values()).hasSameSizeAs(RowFeature.class.getPermittedSubclasses());
  }

  private static List<String> texts(int id, String... columns) {
    return List.of(columns).stream()
        .map(
            column ->
                String.valueOf(value(id, column)).replaceFirst("^[A-Za-z]*\\((.*)\\)$", "[$1]"))
        .toList();
  }

  private static Object value(int id, String column) {
    return byId.get(id).getAs(column);
  }

  private static List<String> words(int id) {
    return byId.get(id).getList(byId.get(id).fieldIndex("words"));
  }

  private static List<Double> places(int id, String column) {
    return byId.get(id).getList(byId.get(id).fieldIndex(column));
  }

  private static List<Double> list(double[] values) {
    return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
  }

  /** Events of one user by {@code id, at, known, day, price, text}. */
  private static Dataset<Row> events(String... values) {
    return spark.sql(
        "SELECT 'u' user, CAST(id AS smallint) id, CAST(at AS timestamp) at,"
            + " CAST(known AS timestamp) known, CAST(day AS date) day,"
            + " CAST(price AS decimal(3,1)) price, CAST(text AS string) text FROM VALUES "
            + String.join(", ", values)
            + " AS t(id, at, known, day, price, text)");
  }
}
