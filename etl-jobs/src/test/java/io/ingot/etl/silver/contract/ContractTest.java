package io.ingot.etl.silver.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.SilverTable;
import io.ingot.core.testkit.Lakes;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractTest {
  @TempDir Path folder;
  private Judging judging;

  @BeforeEach
  void declareBronze() {
    judging = Judging.in(folder);
  }

  @Test
  void everyBrokenRuleOfARowIsToldWithTheValueThatCame() {
    SilverTable table =
        judging.table(
            """
            id:    {type: int, key: true}
            price: {type: "decimal(4,2)", min: 0, required: true}
            kind:  {type: string, in: [a], max_length: 1, else: warn}
            """);
    Dataset<Row> bronze =
        judging.bronze(
            "id, price, kind, _corrupt",
            "('x', '-1', 'bb', null)",
            "('1', null, 'a', null)",
            "(null, null, null, '1;2')",
            "('2', '3', 'bb', null)");

    assertThat(judging.explained(table, bronze))
        .containsExactly(
            "true [BAD_INT id x][MIN price -1][LENGTH kind bb][NOT_ALLOWED kind bb]",
            "true [REQUIRED price null]",
            "true [CORRUPT * 1;2]",
            "false [LENGTH kind bb][NOT_ALLOWED kind bb]");
  }

  @Test
  void aReferenceThatIsNotKnownIsBrokenAndNullRefersToNothing() {
    judging
        .project()
        .file("silver/parent.yml", "from: bronze.b\ncolumns: {id: {type: bigint, key: true}}");
    SilverTable table = judging.table("parent: {type: bigint, ref: silver.parent.id}");
    References known =
        new References(
            Map.of("parent", Lakes.rows(judging.project().lake(), "id", "(1L)", "(2L)")));
    Dataset<Row> bronze = judging.bronze("parent", "('1')", "('3')", "(null)", "('x')");
    Contract contract =
        Contract.of(table, new BronzeRecord(table, Judging.BRONZE, bronze.schema()), known);

    assertThat(judging.explained(contract, bronze))
        .containsExactlyInAnyOrder(
            "false ", "true [REFERENCE parent 3]", "false ", "true [BAD_INT parent x]");
  }

  @Test
  void fieldsOfAJsonLineAreReachedByNameAndKeptAsTheyWereWritten() {
    SilverTable table =
        judging.table(
            """
            id:     {type: bigint}
            text:   {type: string, from: id}
            price:  {type: "decimal(12,4)"}
            ok:     {type: boolean}
            nested: {type: string}
            """);
    Dataset<Row> bronze =
        judging.bronze(
            "_raw, _corrupt",
            "('{\"id\": 9007199254740993, \"price\": 12345678.9012, \"ok\": true,"
                + " \"nested\": {\"a\": [1]}, \"more\": 1}', null)",
            "('{\"id\": 1.5, \"price\": \"1.23456\"}', null)",
            "('{\"id\"', '{\"id\"')");
    Contract contract =
        Contract.of(
            table,
            new BronzeRecord(table, Judging.BRONZE, bronze.schema()),
            new References(Map.of()));

    assertThat(
            contract
                .judged(contract.valued(bronze))
                .select(Contract.values(table).toArray(Column[]::new))
                .collectAsList())
        .extracting(Row::toString)
        .first()
        .isEqualTo("[9007199254740993,9007199254740993,12345678.9012,true,{\"a\": [1]}]");
    assertThat(judging.explained(contract, bronze))
        .containsExactly(
            "true [BAD_TYPE nested {\"a\": [1]}]",
            "true [BAD_INT id 1.5][SCALE_LOSS price 1.23456]",
            "true [CORRUPT * {\"id\"]");
  }

  @Test
  void aColumnThatBronzeDoesNotHaveIsAMistakeOfTheProject() {
    SilverTable table = judging.table("nmae: {type: string}");
    Dataset<Row> bronze = judging.bronze("id, name", "('1', 'Ann')");

    assertThatThrownBy(
            () ->
                Contract.of(
                    table,
                    new BronzeRecord(table, Judging.BRONZE, bronze.schema()),
                    new References(Map.of())))
        .isInstanceOf(ProjectException.class)
        .hasMessage(
            "Cannot fill silver.s: bronze.b has no column nmae. It has id, name. Set 'from' in"
                + " silver/s.yml.");
  }
}
