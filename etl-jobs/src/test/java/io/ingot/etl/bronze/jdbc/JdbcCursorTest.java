package io.ingot.etl.bronze.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcCursorTest {
  @ParameterizedTest
  @CsvSource({
    "0, 2026-01-01T00:00:01Z",
    "3, 2026-01-01T00:00:01.987Z",
    "6, 2026-01-01T00:00:01.987654Z",
    "9, 2026-01-01T00:00:01.987654Z",
  })
  void aWindowEndsWhereTheColumnCanTellTimesApart(int digits, Instant end) {
    Cursor cursor =
        new Cursor("at", CursorKind.MOMENT, ZoneOffset.UTC, digits, new PostgresDialect());

    assertThat(cursor.floor(Instant.parse("2026-01-01T00:00:01.987654321Z"))).isEqualTo(end);
  }
}
