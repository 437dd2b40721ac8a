package io.ingot.features.feast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.error.ProjectException;
import io.ingot.core.error.SourceException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The expected bytes are those of feast 0.67.0: {@code _redis_key(project, EntityKey(join_keys,
 * entity_values), 3)} of feast.infra.online_stores.helpers.
 */
class FeastKeysTest {
  @Test
  void aKeyIsTheOneThatFeastLooksFor() {
    assertThat(key("fs", "customer_id string", Map.of("customer_id", "C001")))
        .isEqualTo("01000000020000000b000000637573746f6d65725f69640200000004000000433030316673");
    assertThat(key("my_project", "driver_id bigint", Map.of("driver_id", 1001L)))
        .isEqualTo(
            "0100000002000000090000006472697665725f69640400000008000000e903000000000000"
                + "6d795f70726f6a656374");
  }

  @Test
  void allNamesStandBeforeAllValuesAndBothInTheOrderOfTheNames() {
    assertThat(key("p", "user bigint, customer string", Map.of("user", 32768L, "customer", "test")))
        .isEqualTo(
            "020000000200000008000000637573746f6d6572020000000400000075736572"
                + "0200000004000000746573740400000008000000008000000000000070");
  }

  @Test
  void namesAreInTheOrderOfTheirCodePoints() {
    // As chars of Java, U+1F600 is D83D DE00 and would stand before U+FF5E.
    assertThat(key("p", "`\uD83D\uDE00` int, `\uFF5E` int", Map.of("\uD83D\uDE00", 1, "\uFF5E", 2)))
        .isEqualTo(
            "020000000200000003000000efbd9e0200000004000000f09f9880"
                + "03000000040000000200000003000000040000000100000070");
  }

  @Test
  void valuesOfEveryTypeThatAKeyCanHave() {
    assertThat(
            key(
                "p",
                "b binary, t timestamp, s string",
                Map.of(
                    "b",
                    new byte[] {0, -1},
                    "t",
                    Instant.ofEpochSecond(-86400),
                    "s",
                    "na\u00EFve \uD83D\uDE00")))
        .isEqualTo(
            "03000000020000000100000062020000000100000073020000000100000074010000000200000000ff"
                + "020000000b0000006e61c3af766520f09f9880080000000800000080aefeffffffffff70");
    assertThat(key("p", "s string", Map.of("s", "")))
        .isEqualTo("01000000020000000100000073020000000000000070");
    assertThat(key("p", "i int", Map.of("i", -1)))
        .isEqualTo("010000000200000001000000690300000004000000ffffffff70")
        .isEqualTo(key("p", "i smallint", Map.of("i", (short) -1)))
        .isEqualTo(key("p", "i tinyint", Map.of("i", (byte) -1)));
    assertThat(key("p", "i int", Map.of("i", Integer.MIN_VALUE)))
        .isEqualTo("0100000002000000010000006903000000040000000000008070");
    assertThat(key("p", "i bigint", Map.of("i", Long.MIN_VALUE)))
        .isEqualTo("010000000200000001000000690400000008000000000000000000008070");
    assertThat(key("p", "i bigint", Map.of("i", Long.MAX_VALUE)))
        .isEqualTo("010000000200000001000000690400000008000000ffffffffffffff7f70");
  }

  @Test
  void aMomentIsTheSameKeyInEveryFormThatARowHasItIn() {
    String midnight = key("p", "t timestamp", Map.of("t", Instant.parse("2026-01-02T00:00:00Z")));
    assertThat(key("p", "t date", Map.of("t", LocalDate.parse("2026-01-02")))).isEqualTo(midnight);
    assertThat(key("p", "t date", Map.of("t", Date.valueOf("2026-01-02")))).isEqualTo(midnight);
    assertThat(
            key(
                "p",
                "t timestamp",
                Map.of("t", Timestamp.from(Instant.parse("2026-01-02T00:00:00Z")))))
        .isEqualTo(midnight);
  }

  @Test
  void keysWhoseTextsConcatenateAlikeDiffer() {
    String types = "a string, b string";
    assertThat(key("p", types, Map.of("a", "1", "b", "23")))
        .isNotEqualTo(key("p", types, Map.of("a", "12", "b", "3")));
  }

  @Test
  void keysTravelToTheExecutors() throws Exception {
    FeastKeys keys = FeastKeys.of(columns("a string, b bigint"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ObjectOutputStream objects = new ObjectOutputStream(out)) {
      objects.writeObject(keys);
    }
    try (ObjectInputStream objects =
        new ObjectInputStream(new ByteArrayInputStream(out.toByteArray()))) {
      Map<String, Object> values = Map.of("a", "x", "b", 1L);
      assertThat(((FeastKeys) objects.readObject()).bytes("p", values::get))
          .isEqualTo(keys.bytes("p", values::get));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"double", "float", "boolean", "decimal(10,2)", "array<int>"})
  void aKeyOfAnotherTypeIsRefusedByItsName(String type) {
    assertThatThrownBy(() -> FeastKeys.of(columns("price " + type)))
        .isInstanceOf(ProjectException.class)
        .hasMessage(
            "Cannot serve by the key column price of type %s: Feast's keys hold string, int, bigint,"
                    .formatted(type)
                + " binary, date and timestamp. Cast it in the view's query.");
  }

  @Test
  void aStructIsNoKey() {
    assertThatThrownBy(() -> FeastKeys.of(columns("price struct<a:int>")))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("Cannot serve the column price of type struct<a:int>");
  }

  @Test
  void aValueThatNoKeyCanHoldIsRefusedWithoutBeingShown() {
    assertThatThrownBy(() -> key("p", "i bigint", new HashMap<>()))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("key column i is null");
    assertThatThrownBy(
            () -> key("p", "t timestamp", Map.of("t", Instant.parse("2026-01-02T00:00:00.5Z"))))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("key column t: it holds parts of a second");
    assertThatThrownBy(() -> key("p", "i int", Map.of("i", 1L << 40)))
        .isInstanceOf(ProjectException.class)
        .hasMessage(
            "Cannot find an entity by i: its values are INT32, not Long. Give a value of that type.");
    assertThatThrownBy(() -> key("p", "i bigint", Map.of("i", 1.5)))
        .isInstanceOf(ProjectException.class);
    assertThatThrownBy(() -> key("p", "i bigint", Map.of("i", "1")))
        .isInstanceOf(ProjectException.class);
  }

  private static String key(String project, String types, Map<String, ?> values) {
    return HexFormat.of().formatHex(FeastKeys.of(columns(types)).bytes(project, values::get));
  }

  private static List<StructField> columns(String types) {
    return List.of(((StructType) DataType.fromDDL(types)).fields());
  }
}
