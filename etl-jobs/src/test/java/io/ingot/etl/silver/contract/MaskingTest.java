package io.ingot.etl.silver.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.project.SilverTable;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskingTest {
  @TempDir Path folder;
  private Judging judging;

  @BeforeEach
  void declareBronze() {
    judging = Judging.in(folder);
  }

  private static final String COLUMNS =
      """
      id:    {type: int}
      email: {type: string, matches: ".+@.+", personal: true}
      born:  {type: date, personal: true}
      """;

  @Test
  void whatTellsOfAPersonIsShownByItsFingerprintOnly() {
    SilverTable table =
        judging.table(COLUMNS, "rules: [{name: adult, check: born < date'2000-01-01' and id > 0}]");
    Dataset<Row> bronze =
        judging.bronze(
            "id, email, born, _corrupt",
            "('1', 'ann', '2024-01-01', null)",
            "('x', 'ann', null, null)",
            "(null, null, null, '7;bob@b.com;1')");

    List<Row> rows =
        judging
            .judged(table, bronze)
            .selectExpr("string(_errors)", "_record", "_row")
            .collectAsList();

    assertThat(rows.get(0).getString(0))
        .isEqualTo(
            "[{PATTERN, email, ***e50ba157}, {ADULT, *, {\"id\":1,\"born\":\"***d4eeb4ba\"}}]");
    assertThat(rows.get(0).getString(1))
        .isEqualTo("{\"id\":\"1\",\"email\":\"***e50ba157\",\"born\":\"***d4eeb4ba\"}");
    assertThat(rows.get(1).getString(0))
        .isEqualTo("[{BAD_INT, id, x}, {PATTERN, email, ***e50ba157}]");
    assertThat(rows.get(2).getString(0))
        .isEqualTo("[{CORRUPT, *, *** 13 characters, SHA-256 6407ec56}]");
    assertThat(rows.get(2).getString(1)).isEqualTo("*** 13 characters, SHA-256 6407ec56");
    assertThat(rows.get(0).getString(2)).as("the row itself can be replayed").contains("ann");
  }

  @Test
  void tablesWithoutPersonalColumnsAreShownAsTheyCame() {
    SilverTable table = judging.table("id: {type: int}\nemail: {type: string, matches: \".+@.+\"}");
    Dataset<Row> bronze = judging.bronze("id, email", "('1', 'ann')");

    assertThat(judging.judged(table, bronze).selectExpr("string(_errors)", "_record").first())
        .hasToString("[[{PATTERN, email, ann}],{\"id\":\"1\",\"email\":\"ann\"}]");
  }
}
