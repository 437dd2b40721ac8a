package io.ingot.etl.silver.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.project.SilverTable;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparationTest {
  @TempDir Path folder;
  private Judging judging;

  @BeforeEach
  void declareBronze() {
    judging = Judging.in(folder);
  }

  @Test
  void textIsMadeReadyBeforeItIsJudged() {
    assertThat(
            judging.judged(
                "{type: string, trim: true, case: lower, normal: nfkc, in: [abc]}",
                "'  \uff21B\u200bC\u00a0'",
                "'ab c'",
                "'  '"))
        .containsExactly("  \uff21B\u200bC\u00a0 -> abc", "ab c -> NOT_ALLOWED", "   -> null");
    assertThat(
            judging.judged(
                "{type: string, normal: nfc, case: upper}", "'e\u0301'", "'\ufb01x'", "' a'"))
        .containsExactly("e\u0301 -> \u00c9", "\ufb01x -> FIX", " a ->  A");
    assertThat(judging.judged("{type: string, normal: nfc}", "'\ufb01'", "'e\u0301'", "null"))
        .containsExactly("\ufb01 -> \ufb01", "e\u0301 -> \u00e9", "null -> null");
  }

  @Test
  void aDefaultStandsInForWhatIsNotThereAndForNothingElse() {
    assertThat(judging.judged("{type: int, trim: true, default: 7}", "null", "' '", "' 3 '", "'x'"))
        .containsExactly("null -> 7", "  -> 7", " 3  -> 3", "x -> BAD_INT");
    assertThat(judging.judged("{type: int, default: 7, max: 5}", "null", "''"))
        .containsExactly("null -> MAX", " -> BAD_INT");
    assertThat(judging.judged("{type: string, trim: true, required: true}", "' a '", "'\t '"))
        .containsExactly(" a  -> a", "\t  -> REQUIRED");
    assertThat(judging.judged("{type: date, format: dd.MM.yyyy, default: 2000-01-01}", "null"))
        .containsExactly("null -> 1900-01-01".replace("1900", "2000"));
    assertThat(judging.judged("{type: int, default: 7}", "cast(null AS int)", "3"))
        .containsExactly("null -> 7", "3 -> 3");
  }

  @Test
  void aNegativeAmountIsRefusedOrMadeZeroAsTheContractSays() {
    assertThat(judging.judged("{type: \"decimal(10,2)\", min: 0}", "'-1.00'", "'2.50'"))
        .containsExactly("-1.00 -> MIN", "2.50 -> 2.50");
    assertThat(
            judging.judged(
                "{type: \"decimal(10,2)\", value: \"greatest(v, 0)\", min: 0}",
                "'-1.00'",
                "'2.50'",
                "'x'"))
        .containsExactly("-1.00 -> 0.00", "2.50 -> 2.50", "x -> BAD_DECIMAL");
  }

  @Test
  void expressionsSeeWhatWasReadAndNotEachOther() {
    SilverTable table =
        judging.table(
            "a: {type: int, value: b}\nb: {type: int, value: a, key: true}\nc: {type: int}");
    // A key is told of rows that are kept out only.
    Dataset<Row> bronze = judging.bronze("a, b, c, _corrupt", "('1', '2', 'x', null)");

    assertThat(judging.judged(table, bronze).select("a", "b", "_key").first().toString())
        .isEqualTo("[2,1,{\"b\":1}]");
    assertThat(judging.contract(table, bronze).valued(bronze).select("a", "b").first().toString())
        .as("keys are compared by their final values")
        .isEqualTo("[2,1]");
  }

  @Test
  void anExpressionsResultMustFitItsColumn() {
    assertThat(judging.judged("{type: tinyint, value: v * 100}", "'1'", "'2'", "null", "'x'"))
        .containsExactly("1 -> 100", "2 -> BAD_TYPE", "null -> null", "x -> BAD_INT");
    assertThat(
            judging.judged(
                "{type: \"decimal(4,1)\", value: v * 0.5, max: 2}", "'3.0'", "'1.5'", "'5'"))
        .containsExactly("3.0 -> 1.5", "1.5 -> BAD_TYPE", "5 -> MAX");
    assertThat(judging.judged("{type: double, value: 10 / v}", "'4'", "'0'"))
        .as("a division by zero ends the row and not the batch")
        .containsExactly("4 -> 2.5", "0 -> BAD_TYPE");
    assertThat(judging.judged("{type: int, key: true, value: \"nullif(v, 0)\"}", "'0'", "'1'"))
        .containsExactly("0 -> NULL_KEY", "1 -> 1");
  }
}
