package io.ingot.etl.silver.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.SilverTable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowRulesTest {
  @TempDir Path folder;
  private Judging judging;

  @BeforeEach
  void declareBronze() {
    judging = Judging.in(folder);
  }

  @Test
  void aRuleOverSeveralColumnsTellsThemAndNullKeepsIt() {
    SilverTable table =
        judging.table(
            """
            starts: {type: date}
            ends:   {type: date}
            more:   {type: int, check: more % 2 = 0}
            """,
            "rules:",
            "  - {name: ends_after_start, check: ends >= starts}",
            "  - {name: not_long, check: \"ends < starts + interval 9 days\", else: warn}");
    Dataset<Row> bronze =
        judging.bronze(
            "starts, ends, more",
            "('2024-01-02', '2024-01-02', '2')",
            "('2024-01-02', '2024-01-01', '3')",
            "('2024-01-02', null, null)",
            "('2024-01-02', '2024-02-01', '4')");

    assertThat(judging.explained(table, bronze))
        .containsExactly(
            "false ",
            "true [CHECK more 3]"
                + "[ENDS_AFTER_START * {\"starts\":\"2024-01-02\" \"ends\":\"2024-01-01\"}]",
            "false ",
            "false [NOT_LONG * {\"starts\":\"2024-01-02\" \"ends\":\"2024-02-01\"}]");
  }

  @Test
  void aConditionThatFailsIsBrokenAndTheBatchGoesOn() {
    SilverTable table =
        judging.table(
            "v: {type: int, check: 100 / v > 1}",
            "rules: [{name: small, check: 100 / v < 50}, {name: sum, check: v + 2147483600 > 0}]");
    Dataset<Row> bronze =
        judging.bronze(
            "v, _corrupt", "('0', null)", "('4', null)", "('99', null)", "(null, 'a;b')");

    assertThat(judging.explained(table, bronze))
        .containsExactly(
            "true [CHECK v 0][SMALL * {\"v\":0}]",
            "false ",
            "true [SUM * {\"v\":99}]",
            "true [CORRUPT * a;b]");
  }

  @Test
  void anExpressionThatSparkMakesNoSenseOfIsAMistakeOfTheProject() {
    Dataset<Row> bronze = judging.bronze("v", "('1')");
    SilverTable unknown = judging.table("v: {type: int, check: posittive(v)}");
    SilverTable misfit = judging.table("v: {type: date, value: v * 2}");

    assertThatThrownBy(() -> judging.judged(unknown, bronze))
        .isInstanceOf(ProjectException.class)
        .hasMessageStartingWith("Cannot use an expression of silver/s.yml: ")
        .hasMessageContaining("posittive");
    assertThatThrownBy(() -> judging.judged(misfit, bronze)).isInstanceOf(ProjectException.class);
  }

  @Test
  void eachConditionIsAskedOnceARowAndEachRowIsReadOnce() {
    SparkSession spark = judging.project().lake().spark();
    LongAccumulator asked = spark.sparkContext().longAccumulator();
    LongAccumulator read = spark.sparkContext().longAccumulator();
    UDF1<Integer, Boolean> asking =
        value -> {
          asked.add(1);
          return value > 1;
        };
    UDF1<String, String> reading =
        value -> {
          read.add(1);
          return value;
        };
    spark.udf().register("asking", asking, DataTypes.BooleanType);
    spark.udf().register("reading", reading, DataTypes.StringType);
    SilverTable table =
        judging.table("v: {type: int, check: asking(v), min: 0, else: warn, warn: 1%}");
    Dataset<Row> bronze =
        judging
            .bronze("v, _corrupt", "('1', null)", "('2', null)", "('3', null)")
            .withColumn("v", functions.expr("reading(v)"))
            .repartition(1);
    Contract contract = judging.contract(table, bronze);
    Feed feed =
        Feed.of(table, List.of(), List.of(new Feed.Part(contract.valued(bronze), contract)));
    Column[] counters = feed.counters().toArray(Column[]::new);

    Dataset<Row> judged = feed.judged().observe("counted", counters[0], rest(counters));

    assertThat(judged.select("v", "_bad", "_errors").collectAsList()).hasSize(3);
    assertThat(asked.value()).isEqualTo(3);
    assertThat(read.value()).isEqualTo(3);
  }

  private static Column[] rest(Column[] counters) {
    return Arrays.copyOfRange(counters, 1, counters.length);
  }
}
