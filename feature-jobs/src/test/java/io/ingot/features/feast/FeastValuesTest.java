package io.ingot.features.feast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.error.ProjectException;
import io.ingot.core.error.SourceException;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.collection.JavaConverters;

/**
 * The expected bytes are those of feast 0.67.0: {@code python_values_to_proto_values([value],
 * type)[0].SerializeToString()} of feast.type_map.
 */
class FeastValuesTest {
  private static final String SMILE = "\uD83D\uDE00";

  @Test
  void wholeNumbers() {
    same("int", 0, "1800");
    same("int", 1, "1801");
    same("int", -1, "18ffffffffffffffffff01");
    same("int", Integer.MAX_VALUE, "18ffffffff07");
    same("int", Integer.MIN_VALUE, "1880808080f8ffffffff01");
    same("bigint", 0L, "2000");
    same("bigint", 7L, "2007");
    same("bigint", -1L, "20ffffffffffffffffff01");
    same("bigint", Long.MAX_VALUE, "20ffffffffffffffff7f");
    same("bigint", Long.MIN_VALUE, "2080808080808080808001");
    assertThat(bytes("smallint", (short) -1)).isEqualTo("18ffffffffffffffffff01");
    assertThat(bytes("tinyint", (byte) -1)).isEqualTo("18ffffffffffffffffff01");
  }

  @Test
  void fractions() {
    same("double", 0.0, "290000000000000000");
    same("double", -0.0, "290000000000000080");
    same("double", 0.5, "29000000000000e03f");
    same("double", 1e308, "29a0c8eb85f3cce17f");
    same("double", Double.POSITIVE_INFINITY, "29000000000000f07f");
    same("double", Double.NEGATIVE_INFINITY, "29000000000000f0ff");
    same("float", 0.5f, "350000003f");
    same("float", -1.5f, "350000c0bf");
    // Feast's own writer makes a null of it; its readers give NaN back.
    same("double", Double.NaN, "29000000000000f87f");
  }

  @Test
  void aDecimalIsTheNearestDouble() {
    assertThat(bytes("decimal(10,2)", new BigDecimal("12.34"))).isEqualTo("29ae47e17a14ae2840");
    assertThat(value(bytes("decimal(38,18)", new BigDecimal("0.123456789012345678"))))
        .contains(0.12345678901234568);
  }

  @Test
  void textBytesAndTruth() {
    same("string", "", "1200");
    same("string", "ab", "12026162");
    same("string", "na\u00EFve " + SMILE, "120b6e61c3af766520f09f9880");
    assertThat(bytes("binary", new byte[] {0, -1})).isEqualTo("0a0200ff");
    assertThat(value("0a0200ff")).contains(new byte[] {0, -1});
    same("boolean", false, "3800");
    same("boolean", true, "3801");
  }

  @Test
  void momentsAreWholeSeconds() {
    same("timestamp", Instant.parse("2023-11-14T22:13:20Z"), "4080e2cfaa06");
    same("timestamp", Instant.EPOCH, "4000");
    assertThat(bytes("timestamp", Timestamp.from(Instant.parse("2023-11-14T22:13:20.9Z"))))
        .isEqualTo("4080e2cfaa06");
    assertThat(bytes("timestamp_ntz", LocalDateTime.parse("2023-11-14T22:13:20")))
        .isEqualTo("4080e2cfaa06");
    // The second in which it is, also before 1970.
    assertThat(value(bytes("timestamp", Instant.parse("1969-12-31T23:59:59.5Z"))))
        .contains(Instant.parse("1969-12-31T23:59:59Z"));
    assertThat(bytes("date", LocalDate.parse("1969-12-31")))
        .isEqualTo("4080ddfaffffffffffff01")
        .isEqualTo(bytes("date", Date.valueOf("1969-12-31")));
  }

  @Test
  void lists() {
    same("array<string>", List.of("a", "", SMILE), "620b0a01610a000a04f09f9880");
    same("array<int>", List.of(1, -1, 300), "6a0f0a0d01ffffffffffffffffff01ac02");
    same(
        "array<bigint>",
        List.of(1L, -1L, Long.MAX_VALUE),
        "72160a1401ffffffffffffffffff01ffffffffffffffff7f");
    same("array<double>", List.of(0.5, -0.0), "7a120a10000000000000e03f0000000000000080");
    same("array<float>", List.of(0.5f, 2f), "82010a0a080000003f00000040");
    same("array<boolean>", List.of(true, false), "8a01040a020100");
    same(
        "array<timestamp>",
        List.of(Instant.parse("2023-11-14T22:13:20Z"), Instant.EPOCH),
        "9201080a0680e2cfaa0600");
    assertThat(bytes("array<binary>", List.of(new byte[] {0, -1}, new byte[0])))
        .isEqualTo("5a060a0200ff0a00");
    assertThat(bytes("array<decimal(4,2)>", List.of(new BigDecimal("0.50"))))
        .isEqualTo(bytes("array<double>", List.of(0.5)));
    assertThat(bytes("array<string>", JavaConverters.asScalaBuffer(List.of("a", "", SMILE))))
        .isEqualTo("620b0a01610a000a04f09f9880");
  }

  @Test
  void anEmptyListIsNoNull() {
    same("array<bigint>", List.of(), "7200");
    assertThat(FeastValues.bytes(type("array<bigint>"), Optional.empty())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "boolean",
        "tinyint",
        "smallint",
        "int",
        "bigint",
        "float",
        "double",
        "decimal(10,2)",
        "string",
        "binary",
        "timestamp",
        "date",
        "array<string>"
      })
  void nullOfEveryTypeHasNoBytes(String type) {
    assertThat(FeastValues.bytes(type(type), Optional.empty())).isEmpty();
    assertThat(FeastValues.value(new byte[0])).isEmpty();
  }

  @Test
  void aListWithANullIsRefused() {
    // Feast's own writer makes a 0 of it.
    assertThatThrownBy(() -> bytes("array<bigint>", Arrays.asList(1L, null)))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("Cannot write a list that holds a null");
  }

  @Test
  void aValueOfAnotherTypeIsRefusedWithoutBeingShown() {
    assertThatThrownBy(() -> bytes("int", 1L << 40))
        .isInstanceOf(ProjectException.class)
        .hasMessage("Cannot write a Long as INT32 of Feast. Give a value of the column's type.");
    assertThatThrownBy(() -> bytes("bigint", 1.5)).isInstanceOf(ProjectException.class);
    assertThatThrownBy(() -> bytes("date", "2026-01-02")).isInstanceOf(ProjectException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"struct<a:int>", "map<string,int>", "array<array<int>>", "interval day"})
  void aTypeThatFeastDoesNotHaveIsRefusedByItsName(String type) {
    assertThatThrownBy(() -> type(type))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("Cannot serve the column c of type " + type);
  }

  @Test
  void listsThatAnotherWriterDidNotPackAreRead() {
    // Int64List of 1 and 2, each under a tag of its own.
    assertThat(value("7204" + "0801" + "0802")).contains(List.of(1L, 2L));
  }

  @Test
  void typesThatIngotDoesNotWriteArePassedOver() {
    // Value(decimal_val="1.5"), and an unknown fixed32 and fixed64 before an int64.
    assertThat(value("e20203312e35")).isEmpty();
    assertThat(value("9d0600000000" + "99060000000000000000" + "2007")).contains(7L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"12", "1205ab", "29000000", "20ffffffffffffffffffff01", "23", "12ffffffff7f"})
  void bytesThatAreNoValueAreRefused(String hex) {
    assertThatThrownBy(() -> value(hex))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("Cannot read a value of the online store: it is no protocol buffer");
  }

  private static void same(String type, Object value, String hex) {
    assertThat(bytes(type, value)).isEqualTo(hex);
    assertThat(value(hex)).contains(value);
  }

  private static String bytes(String type, Object value) {
    return HexFormat.of().formatHex(FeastValues.bytes(type(type), Optional.of(value)));
  }

  private static Optional<Object> value(String hex) {
    return FeastValues.value(HexFormat.of().parseHex(hex));
  }

  private static FeastType type(String type) {
    StructField column = ((StructType) DataType.fromDDL("c " + type)).fields()[0];
    return FeastType.of(column);
  }
}
