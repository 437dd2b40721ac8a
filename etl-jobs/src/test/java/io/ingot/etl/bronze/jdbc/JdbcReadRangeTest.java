package io.ingot.etl.bronze.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcReadRangeTest {
  @ParameterizedTest
  @CsvSource({
    "5, 5, 4",
    "0, 1, 4",
    "-10, -1, 3",
    "-7, 92, 7",
    "0, 63, 64",
    "9223372036854775806, 9223372036854775807, 4",
    "-9223372036854775808, -9223372036854775807, 4",
    "-9223372036854775808, 9223372036854775807, 64",
  })
  void theConditionsCoverEveryValueOnceThoseOutsideTheRangeToo(
      long least, long greatest, int parts) {
    var conditions = new ReadRange(least, greatest).cut("value", parts);

    assertThat(conditions).hasSizeBetween(1, parts);
    String fulfilled =
        conditions.stream()
            .map(condition -> "coalesce((" + condition + ")::int, 0)")
            .collect(Collectors.joining(" + "));
    String values =
        "SELECT generate_series(-200, 200) UNION ALL SELECT NULL"
            + " UNION ALL SELECT -9223372036854775808 UNION ALL SELECT -9223372036854775807"
            + " UNION ALL SELECT 9223372036854775807 UNION ALL SELECT 9223372036854775806";
    assertThat(
            Postgres.one(
                "SELECT string_agg(DISTINCT ("
                    + fulfilled
                    + ")::text, ',') FROM ("
                    + values
                    + ") AS t(value)"))
        .isEqualTo("1");
  }
}
