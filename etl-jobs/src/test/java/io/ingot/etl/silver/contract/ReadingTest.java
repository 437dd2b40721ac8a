package io.ingot.etl.silver.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.project.SilverTable;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingTest {
  @TempDir Path folder;
  private Judging judging;

  @BeforeEach
  void declareBronze() {
    judging = Judging.in(folder);
  }

  @Test
  void wholeNumbersAreReadExactlyOrNotAtAll() {
    assertThat(
            judging.judged(
                "{type: int}",
                "'12'",
                "' -3 '",
                "'2147483648'",
                "'1.0'",
                "'1e3'",
                "'12x'",
                "''",
                "null"))
        .containsExactly(
            "12 -> 12",
            " -3  -> -3",
            "2147483648 -> OVERFLOW",
            "1.0 -> BAD_INT",
            "1e3 -> BAD_INT",
            "12x -> BAD_INT",
            " -> BAD_INT",
            "null -> null");
    assertThat(judging.judged("{type: tinyint}", "'127'", "'128'"))
        .containsExactly("127 -> 127", "128 -> OVERFLOW");
    assertThat(judging.judged("{type: smallint}", "32768L", "7L"))
        .containsExactly("32768 -> OVERFLOW", "7 -> 7");
    assertThat(judging.judged("{type: bigint}", "1.50BD", "2.00BD"))
        .containsExactly("1.50 -> BAD_INT", "2.00 -> 2");
    assertThat(judging.judged("{type: bigint}", "1.5D", "2D", "double('NaN')"))
        .containsExactly("1.5 -> BAD_INT", "2.0 -> 2", "NaN -> BAD_INT");
  }

  @Test
  void decimalsAreNeverRounded() {
    assertThat(
            judging.judged(
                "{type: \"decimal(6,2)\"}",
                "'1.23'",
                "'1.2300'",
                "'5.'",
                "'-1.239'",
                "'1.2000001'",
                "'1.23000000000000000000001'",
                "'12345.67'",
                "'1.239e1'",
                "'1.2391e1'",
                "'12,5'",
                "'NaN'"))
        .containsExactly(
            "1.23 -> 1.23",
            "1.2300 -> 1.23",
            "5. -> 5.00",
            "-1.239 -> SCALE_LOSS",
            "1.2000001 -> SCALE_LOSS",
            "1.23000000000000000000001 -> SCALE_LOSS",
            "12345.67 -> OVERFLOW",
            "1.239e1 -> 12.39",
            "1.2391e1 -> SCALE_LOSS",
            "12,5 -> BAD_DECIMAL",
            "NaN -> BAD_DECIMAL");
    assertThat(
            judging.judged(
                "{type: \"decimal(38,20)\"}",
                "'0.12345678901234567890'",
                "'0.123456789012345678901'"))
        .containsExactly(
            "0.12345678901234567890 -> 0.12345678901234567890",
            "0.123456789012345678901 -> SCALE_LOSS");
    assertThat(
            judging.judged(
                "{type: \"decimal(30,1)\"}",
                "'1234567890123456789012345.1'",
                "'1234567890123456789012345.12'"))
        .containsExactly(
            "1234567890123456789012345.1 -> 1234567890123456789012345.1",
            "1234567890123456789012345.12 -> SCALE_LOSS");
    assertThat(judging.judged("{type: \"decimal(4,1)\"}", "1.25BD", "1.50BD", "9999.00BD"))
        .containsExactly("1.25 -> SCALE_LOSS", "1.50 -> 1.5", "9999.00 -> OVERFLOW");
    assertThat(judging.judged("{type: \"decimal(4,1)\"}", "1.25D", "1.5D", "double('Infinity')"))
        .containsExactly("1.25 -> SCALE_LOSS", "1.5 -> 1.5", "Infinity -> BAD_DECIMAL");
    assertThat(judging.judged("{type: \"decimal(4,1)\", else: warn}", "'1.25'", "'x'"))
        .containsExactly("1.25 -> SCALE_LOSS", "x -> BAD_DECIMAL");
  }

  @Test
  void numbersThatAreNoneAreRefused() {
    assertThat(judging.judged("{type: double}", "'1.5'", "'NaN'", "'-Infinity'", "'1e400'", "'x'"))
        .containsExactly(
            "1.5 -> 1.5",
            "NaN -> NON_FINITE",
            "-Infinity -> NON_FINITE",
            "1e400 -> NON_FINITE",
            "x -> BAD_NUMBER");
    assertThat(judging.judged("{type: double}", "double('NaN')", "double('-Infinity')", "0.5D"))
        .containsExactly("NaN -> NON_FINITE", "-Infinity -> NON_FINITE", "0.5 -> 0.5");
    assertThat(judging.judged("{type: float}", "'0.5'", "'1e39'"))
        .containsExactly("0.5 -> 0.5", "1e39 -> NON_FINITE");
  }

  @Test
  void datesAndTimesAreNotGuessed() {
    assertThat(
            judging.judged(
                "{type: date}", "'1998-02-28'", "'1998-02-30'", "'1998'", "'1998-2-3'", "''"))
        .containsExactly(
            "1998-02-28 -> 1998-02-28",
            "1998-02-30 -> BAD_DATE",
            "1998 -> BAD_DATE",
            "1998-2-3 -> BAD_DATE",
            " -> BAD_DATE");
    assertThat(judging.judged("{type: date, format: dd.MM.yyyy}", "'03.02.1998'", "'1998-02-03'"))
        .containsExactly("03.02.1998 -> 1998-02-03", "1998-02-03 -> BAD_DATE");
    assertThat(
            judging.judged(
                "{type: timestamp}",
                "'1998-02-03 04:05:06.123456'",
                "'1998-02-03T04:05:06+02:00'",
                "'1998-02-03'",
                "'1998-02-03 04:05:06.1234560'",
                "'1998-02-03 04:05:06.1234567'",
                "'1998-02-30 00:00:00'",
                "'1998'",
                "'1998-02'",
                "'12:30:00.000000'",
                "'T12:30-05:00'"))
        .containsExactly(
            "1998-02-03 04:05:06.123456 -> 1998-02-03 04:05:06.123456",
            "1998-02-03T04:05:06+02:00 -> 1998-02-03 02:05:06",
            "1998-02-03 -> 1998-02-03 00:00:00",
            "1998-02-03 04:05:06.1234560 -> 1998-02-03 04:05:06.123456",
            "1998-02-03 04:05:06.1234567 -> BAD_TIMESTAMP",
            "1998-02-30 00:00:00 -> BAD_TIMESTAMP",
            "1998 -> BAD_TIMESTAMP",
            "1998-02 -> BAD_TIMESTAMP",
            "12:30:00.000000 -> BAD_TIMESTAMP",
            "T12:30-05:00 -> BAD_TIMESTAMP");
    assertThat(judging.judged("{type: timestamp_ntz}", "'1998-02-03 04:05:06'", "'04:05'"))
        .containsExactly("1998-02-03 04:05:06 -> 1998-02-03 04:05:06", "04:05 -> BAD_TIMESTAMP");
    assertThat(
            judging.judged("{type: timestamp, format: \"dd.MM.yyyy HH:mm\"}", "'03.02.1998 04:05'"))
        .containsExactly("03.02.1998 04:05 -> 1998-02-03 04:05:00");
    assertThat(judging.judged("{type: boolean}", "'true'", "'0'", "'maybe'"))
        .containsExactly("true -> true", "0 -> false", "maybe -> BAD_BOOLEAN");
  }

  @Test
  void aNumberThatItsTypeCannotHoldIsNoMisspeltOne() {
    assertThat(
            judging.judged(
                "{type: bigint}", "'9223372036854775807'", "'9223372036854775808'", "'9e3'"))
        .containsExactly(
            "9223372036854775807 -> 9223372036854775807",
            "9223372036854775808 -> OVERFLOW",
            "9e3 -> BAD_INT");
    assertThat(judging.judged("{type: bigint}", "9.3E18D", "9223372036854775808D", "-4D"))
        .containsExactly("9.3E18 -> OVERFLOW", "9.223372036854776E18 -> OVERFLOW", "-4.0 -> -4");
    assertThat(
            judging.judged(
                "{type: \"decimal(6,2)\"}", "'1e-999999999'", "'1e999999999'", "'-1e3'", "'1e'"))
        .containsExactly(
            "1e-999999999 -> SCALE_LOSS",
            "1e999999999 -> OVERFLOW",
            "-1e3 -> -1000.00",
            "1e -> BAD_DECIMAL");
  }

  @Test
  void infinityIsANumberOnlyWhereItIsAllowed() {
    assertThat(
            judging.judged(
                "{type: double}", "'inf'", "'-Inf'", "'1.5d'", "'2F'", "'0x1p3'", "'.5'", "' 1 '"))
        .containsExactly(
            "inf -> NON_FINITE",
            "-Inf -> NON_FINITE",
            "1.5d -> BAD_NUMBER",
            "2F -> BAD_NUMBER",
            "0x1p3 -> BAD_NUMBER",
            ".5 -> 0.5",
            " 1  -> 1.0");
    assertThat(
            judging.judged("{type: double, non_finite: true}", "'NaN'", "'-Inf'", "'1e400'", "'x'"))
        .containsExactly("NaN -> NaN", "-Inf -> -Infinity", "1e400 -> Infinity", "x -> BAD_NUMBER");
    assertThat(judging.judged("{type: double, max: 9}", "'NaN'", "'10'", "'9'"))
        .containsExactly("NaN -> NON_FINITE", "10 -> MAX", "9 -> 9.0");
  }

  @Test
  void truthAndBytesAreNotGuessed() {
    assertThat(judging.judged("{type: boolean}", "0", "1", "2"))
        .containsExactly("0 -> false", "1 -> true", "2 -> BAD_BOOLEAN");
    assertThat(judging.judged("{type: binary}", "'aGk='", "'a%'"))
        .containsExactly("aGk= -> hi", "a% -> BAD_TYPE");
  }

  @Test
  void aControlCharacterIsNeverPassedOver() {
    assertThat(judging.judged("{type: int}", "concat('12', char(0))", "'\t12\n'"))
        .containsExactly("12\0 -> CONTROL_CHAR", "\t12\n -> 12");
    assertThat(
            judging.judged(
                "{type: string}",
                "concat('a', char(0), 'b')",
                "concat('a', char(127))",
                "concat(char(27), 'a')",
                "'a\tb\n\r'",
                "'\u00e4'"))
        .containsExactly(
            "a\0b -> CONTROL_CHAR",
            "a\u007f -> CONTROL_CHAR",
            "\u001ba -> CONTROL_CHAR",
            "a\tb\n\r -> a\tb\n\r",
            "\u00e4 -> \u00e4");
    assertThat(judging.judged("{type: string, controls: true}", "concat('a', char(0), 'b')"))
        .containsExactly("a\0b -> a\0b");
  }

  @Test
  void textHasALimitAndIsShownCutOff() {
    SilverTable table = judging.table("v: {type: string}");

    assertThat(
            judging.explained(
                table, judging.bronze("v", "(repeat('x', 1048576))", "(repeat('x', 1048577))")))
        .containsExactly("false ", "true [OVERSIZE v " + "x".repeat(1000) + "...]");
  }

  @Test
  void datesFarFromNowAreRefusedUnlessLimitsSayOtherwise() {
    assertThat(
            judging.judged(
                "{type: date}", "'1899-12-31'", "'1900-01-01'", "'2200-12-31'", "'2201-01-01'"))
        .containsExactly(
            "1899-12-31 -> YEAR_RANGE",
            "1900-01-01 -> 1900-01-01",
            "2200-12-31 -> 2200-12-31",
            "2201-01-01 -> YEAR_RANGE");
    assertThat(
            judging.judged(
                "{type: date, min: 0001-01-02}", "'0001-01-01'", "'0001-01-02'", "'2201-01-01'"))
        .containsExactly(
            "0001-01-01 -> MIN", "0001-01-02 -> 0001-01-02", "2201-01-01 -> YEAR_RANGE");
    assertThat(
            judging.judged(
                "{type: timestamp, max: 9999-12-31}",
                "'1899-12-31 23:59:59'",
                "'9999-12-31 00:00:00'",
                "'9999-12-31 00:00:01'"))
        .containsExactly(
            "1899-12-31 23:59:59 -> YEAR_RANGE",
            "9999-12-31 00:00:00 -> 9999-12-31 00:00:00",
            "9999-12-31 00:00:01 -> MAX");
    assertThat(judging.judged("{type: timestamp_ntz}", "timestamp_ntz'1800-01-01 00:00:00'"))
        .containsExactly("1800-01-01 00:00:00 -> YEAR_RANGE");
  }

  @Test
  void aZoneDecidesWhatClocksMeantAndAnOffsetNeedsNone() {
    assertThat(
            judging.judged(
                "{type: timestamp, zone: Europe/Zurich}",
                "'2024-07-01 12:00:00'",
                "'2024-07-01'",
                "'2024-03-31 02:30:00'",
                "'2024-10-27 02:30:00'",
                "'2024-10-27 02:30:00+02:00'",
                "'2024-03-31 02:30:00 Europe/Zurich'",
                "'x'"))
        .containsExactly(
            "2024-07-01 12:00:00 -> 2024-07-01 10:00:00",
            "2024-07-01 -> 2024-06-30 22:00:00",
            "2024-03-31 02:30:00 -> AMBIGUOUS_TIME",
            "2024-10-27 02:30:00 -> AMBIGUOUS_TIME",
            "2024-10-27 02:30:00+02:00 -> 2024-10-27 00:30:00",
            "2024-03-31 02:30:00 Europe/Zurich -> BAD_TIMESTAMP",
            "x -> BAD_TIMESTAMP");
    String zoned = "{type: timestamp, zone: Europe/Zurich, ambiguous: %s}";
    assertThat(
            judging.judged(
                zoned.formatted("earlier"), "'2024-10-27 02:30:00'", "'2024-03-31 02:30:00'"))
        .containsExactly(
            "2024-10-27 02:30:00 -> 2024-10-27 00:30:00", "2024-03-31 02:30:00 -> AMBIGUOUS_TIME");
    assertThat(judging.judged(zoned.formatted("later"), "'2024-10-27 02:30:00'"))
        .containsExactly("2024-10-27 02:30:00 -> 2024-10-27 01:30:00");
    assertThat(
            judging.judged(
                "{type: timestamp, zone: Europe/Zurich, format: \"dd.MM.yyyy HH:mm\"}",
                "'01.07.2024 12:00'",
                "'27.10.2024 02:30'"))
        .containsExactly(
            "01.07.2024 12:00 -> 2024-07-01 10:00:00", "27.10.2024 02:30 -> AMBIGUOUS_TIME");
    assertThat(judging.judged("{type: timestamp, zone: \"+02:00\"}", "'2024-03-31 02:30:00'"))
        .containsExactly("2024-03-31 02:30:00 -> 2024-03-31 00:30:00");
    assertThat(
            judging.judged(
                "{type: timestamp, zone: Europe/Zurich, min: \"2024-07-01 12:00:00\"}",
                "timestamp_ntz'2024-07-01 12:00:00'",
                "timestamp_ntz'2024-07-01 11:59:59'"))
        .containsExactly(
            "2024-07-01 12:00:00 -> 2024-07-01 10:00:00", "2024-07-01 11:59:59 -> MIN");
    assertThat(judging.judged("{type: timestamp_ntz}", "'2024-07-01 12:00:00+02:00'"))
        .containsExactly("2024-07-01 12:00:00+02:00 -> BAD_TIMESTAMP");
  }
}
