package io.ingot.etl.silver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Lakes;
import io.ingot.core.testkit.TestProject;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractTest {
  private static final TableName BRONZE = TableName.of("bronze.b");

  @TempDir Path folder;
  private TestProject project;

  @BeforeEach
  void declareBronze() {
    project =
        TestProject.in(folder)
            .file(
                "bronze/b.yml", "source: {connection: drop, path: b.csv, format: csv, settle: 0s}");
  }

  @Test
  void wholeNumbersAreReadExactlyOrNotAtAll() {
    assertThat(
            judged(
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
            "2147483648 -> BAD_INT",
            "1.0 -> BAD_INT",
            "1e3 -> BAD_INT",
            "12x -> BAD_INT",
            " -> BAD_INT",
            "null -> null");
    assertThat(judged("{type: tinyint}", "'127'", "'128'"))
        .containsExactly("127 -> 127", "128 -> BAD_INT");
    assertThat(judged("{type: smallint}", "32768L", "7L"))
        .containsExactly("32768 -> BAD_INT", "7 -> 7");
    assertThat(judged("{type: bigint}", "1.50BD", "2.00BD"))
        .containsExactly("1.50 -> BAD_INT", "2.00 -> 2");
    assertThat(judged("{type: bigint}", "1.5D", "2D", "double('NaN')"))
        .containsExactly("1.5 -> BAD_INT", "2.0 -> 2", "NaN -> BAD_INT");
  }

  @Test
  void decimalsAreNeverRounded() {
    assertThat(
            judged(
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
            "12345.67 -> BAD_DECIMAL",
            "1.239e1 -> 12.39",
            "1.2391e1 -> SCALE_LOSS",
            "12,5 -> BAD_DECIMAL",
            "NaN -> BAD_DECIMAL");
    assertThat(
            judged(
                "{type: \"decimal(38,20)\"}",
                "'0.12345678901234567890'",
                "'0.123456789012345678901'"))
        .containsExactly(
            "0.12345678901234567890 -> 0.12345678901234567890",
            "0.123456789012345678901 -> SCALE_LOSS");
    assertThat(
            judged(
                "{type: \"decimal(30,1)\"}",
                "'1234567890123456789012345.1'",
                "'1234567890123456789012345.12'"))
        .containsExactly(
            "1234567890123456789012345.1 -> 1234567890123456789012345.1",
            "1234567890123456789012345.12 -> SCALE_LOSS");
    assertThat(judged("{type: \"decimal(4,1)\"}", "1.25BD", "1.50BD", "9999.00BD"))
        .containsExactly("1.25 -> SCALE_LOSS", "1.50 -> 1.5", "9999.00 -> BAD_DECIMAL");
    assertThat(judged("{type: \"decimal(4,1)\"}", "1.25D", "1.5D", "double('Infinity')"))
        .containsExactly("1.25 -> SCALE_LOSS", "1.5 -> 1.5", "Infinity -> BAD_DECIMAL");
    assertThat(judged("{type: \"decimal(4,1)\", else: warn}", "'1.25'", "'x'"))
        .containsExactly("1.25 -> SCALE_LOSS", "x -> BAD_DECIMAL");
  }

  @Test
  void numbersThatAreNoneAreRefused() {
    assertThat(judged("{type: double}", "'1.5'", "'NaN'", "'-Infinity'", "'1e400'", "'x'"))
        .containsExactly(
            "1.5 -> 1.5",
            "NaN -> BAD_NUMBER",
            "-Infinity -> BAD_NUMBER",
            "1e400 -> BAD_NUMBER",
            "x -> BAD_NUMBER");
    assertThat(judged("{type: double}", "double('NaN')", "double('-Infinity')", "0.5D"))
        .containsExactly("NaN -> BAD_NUMBER", "-Infinity -> BAD_NUMBER", "0.5 -> 0.5");
    assertThat(judged("{type: float}", "'0.5'", "'1e39'"))
        .containsExactly("0.5 -> 0.5", "1e39 -> BAD_NUMBER");
  }

  @Test
  void datesAndTimesAreNotGuessed() {
    assertThat(judged("{type: date}", "'1998-02-28'", "'1998-02-30'", "'1998'", "'1998-2-3'", "''"))
        .containsExactly(
            "1998-02-28 -> 1998-02-28",
            "1998-02-30 -> BAD_DATE",
            "1998 -> BAD_DATE",
            "1998-2-3 -> BAD_DATE",
            " -> BAD_DATE");
    assertThat(judged("{type: date, format: dd.MM.yyyy}", "'03.02.1998'", "'1998-02-03'"))
        .containsExactly("03.02.1998 -> 1998-02-03", "1998-02-03 -> BAD_DATE");
    assertThat(
            judged(
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
    assertThat(judged("{type: timestamp_ntz}", "'1998-02-03 04:05:06'", "'04:05'"))
        .containsExactly("1998-02-03 04:05:06 -> 1998-02-03 04:05:06", "04:05 -> BAD_TIMESTAMP");
    assertThat(judged("{type: timestamp, format: \"dd.MM.yyyy HH:mm\"}", "'03.02.1998 04:05'"))
        .containsExactly("03.02.1998 04:05 -> 1998-02-03 04:05:00");
    assertThat(judged("{type: boolean}", "'true'", "'0'", "'maybe'"))
        .containsExactly("true -> true", "0 -> false", "maybe -> BAD_TYPE");
  }

  @Test
  void limitsIncludeTheirEndsAndLetNullPass() {
    assertThat(
            judged(
                "{type: \"decimal(4,2)\", min: 0, max: 9.99}",
                "'0'",
                "'9.99'",
                "'-0.01'",
                "'10'",
                "null"))
        .containsExactly("0 -> 0.00", "9.99 -> 9.99", "-0.01 -> MIN", "10 -> MAX", "null -> null");
    assertThat(
            judged("{type: string, min_length: 2, max_length: 3}", "'a'", "'äö'", "'abcd'", "null"))
        .containsExactly("a -> LENGTH", "äö -> äö", "abcd -> LENGTH", "null -> null");
    assertThat(judged("{type: string, matches: \"a|b+\"}", "'a'", "'bb'", "'xa'", "'ab'", "'a\\n'"))
        .containsExactly("a -> a", "bb -> bb", "xa -> PATTERN", "ab -> PATTERN", "a\n -> PATTERN");
    assertThat(judged("{type: string, required: true}", "'a'", "null"))
        .containsExactly("a -> a", "null -> REQUIRED");
    assertThat(judged("{type: int, key: true}", "'1'", "null", "'x'"))
        .containsExactly("1 -> 1", "null -> NULL_KEY", "x -> BAD_INT");
  }

  @Test
  void allowedValuesAreComparedAsTheirType() {
    assertThat(judged("{type: string, in: [a, b]}", "'a'", "'A'", "null"))
        .containsExactly("a -> a", "A -> NOT_ALLOWED", "null -> null");
    assertThat(judged("{type: \"decimal(6,2)\", in: [5, 7.5]}", "'5.00'", "'7.50'", "'7.51'"))
        .containsExactly("5.00 -> 5.00", "7.50 -> 7.50", "7.51 -> NOT_ALLOWED");
    assertThat(judged("{type: tinyint, in: [1, 300]}", "'1'", "'44'"))
        .containsExactly("1 -> 1", "44 -> NOT_ALLOWED");
    assertThat(judged("{type: double, in: [1, 0.1]}", "'1.0'", "'0.1'", "'2'"))
        .containsExactly("1.0 -> 1.0", "0.1 -> 0.1", "2 -> NOT_ALLOWED");
    assertThat(judged("{type: date, in: [1998-01-01]}", "'1998-01-01'", "'1998-01-02'"))
        .containsExactly("1998-01-01 -> 1998-01-01", "1998-01-02 -> NOT_ALLOWED");
    assertThat(judged("{type: boolean, in: [true]}", "'true'", "'false'"))
        .containsExactly("true -> true", "false -> NOT_ALLOWED");
  }

  @Test
  void everyBrokenRuleOfARowIsToldWithTheValueThatCame() {
    SilverTable table =
        table(
            """
            id:    {type: int, key: true}
            price: {type: "decimal(4,2)", min: 0, required: true}
            kind:  {type: string, in: [a], max_length: 1, else: warn}
            """);
    Dataset<Row> bronze =
        bronze(
            "id, price, kind, _corrupt",
            "('x', '-1', 'bb', null)",
            "('1', null, 'a', null)",
            "(null, null, null, '1;2')",
            "('2', '3', 'bb', null)");

    assertThat(explained(table, bronze))
        .containsExactly(
            "true [BAD_INT id x][MIN price -1][LENGTH kind bb][NOT_ALLOWED kind bb]",
            "true [REQUIRED price null]",
            "true [CORRUPT * 1;2][NULL_KEY id null][REQUIRED price null]",
            "false [LENGTH kind bb][NOT_ALLOWED kind bb]");
  }

  @Test
  void aReferenceThatIsNotKnownIsBrokenAndNullRefersToNothing() {
    project.file("silver/parent.yml", "from: bronze.b\ncolumns: {id: {type: bigint, key: true}}");
    SilverTable table = table("parent: {type: bigint, ref: silver.parent.id}");
    References known =
        new References(Map.of("parent", Lakes.rows(project.lake(), "id", "(1L)", "(2L)")));
    Dataset<Row> bronze = bronze("parent", "('1')", "('3')", "(null)", "('x')");
    Contract contract = Contract.of(table, new BronzeRecord(table, BRONZE, bronze.schema()), known);

    assertThat(explained(contract, bronze))
        .containsExactlyInAnyOrder(
            "false ", "true [REFERENCE parent 3]", "false ", "true [BAD_INT parent x]");
  }

  @Test
  void fieldsOfAJsonLineAreReachedByNameAndKeptAsTheyWereWritten() {
    SilverTable table =
        table(
            """
            id:     {type: bigint}
            text:   {type: string, from: id}
            price:  {type: "decimal(12,4)"}
            ok:     {type: boolean}
            nested: {type: string}
            """);
    Dataset<Row> bronze =
        bronze(
            "_raw, _corrupt",
            "('{\"id\": 9007199254740993, \"price\": 12345678.9012, \"ok\": true,"
                + " \"nested\": {\"a\": [1]}, \"more\": 1}', null)",
            "('{\"id\": 1.5, \"price\": \"1.23456\"}', null)",
            "('{\"id\"', '{\"id\"')");
    Contract contract =
        Contract.of(
            table, new BronzeRecord(table, BRONZE, bronze.schema()), new References(Map.of()));

    assertThat(
            contract
                .judged(contract.opened(bronze))
                .select(Contract.values(table).toArray(Column[]::new))
                .collectAsList())
        .extracting(Row::toString)
        .first()
        .isEqualTo("[9007199254740993,9007199254740993,12345678.9012,true,{\"a\":[1]}]");
    assertThat(explained(contract, bronze))
        .containsExactly(
            "false ",
            "true [BAD_INT id 1.5][SCALE_LOSS price 1.23456]",
            "true [CORRUPT * {\"id\"]");
  }

  @Test
  void aColumnThatBronzeDoesNotHaveIsAMistakeOfTheProject() {
    SilverTable table = table("nmae: {type: string}");
    Dataset<Row> bronze = bronze("id, name", "('1', 'Ann')");

    assertThatThrownBy(
            () ->
                Contract.of(
                    table,
                    new BronzeRecord(table, BRONZE, bronze.schema()),
                    new References(Map.of())))
        .isInstanceOf(ProjectException.class)
        .hasMessage(
            "Cannot fill silver.s: bronze.b has no column nmae. It has id, name. Set 'from' in"
                + " silver/s.yml.");
  }

  /** For a column of one contract, each value with what it became or the rules that it broke. */
  private List<String> judged(String contract, String... values) {
    SilverTable table = table("v: " + contract);
    Dataset<Row> bronze =
        bronze("v", Arrays.stream(values).map(v -> "(" + v + ")").toArray(String[]::new));
    Contract judging =
        Contract.of(
            table, new BronzeRecord(table, BRONZE, bronze.schema()), new References(Map.of()));
    List<String> came = texts(bronze, "nvl(string(v), 'null')");
    List<String> became =
        texts(
            judging.judged(judging.opened(bronze)),
            "if(_bad, array_join(_errors.rule, ' '), nvl(string(_value_v), 'null'))");
    return IntStream.range(0, values.length)
        .mapToObj(row -> came.get(row) + " -> " + became.get(row))
        .toList();
  }

  private static List<String> texts(Dataset<Row> rows, String expression) {
    return rows.selectExpr(expression).as(Encoders.STRING()).collectAsList();
  }

  private List<String> explained(SilverTable table, Dataset<Row> bronze) {
    return explained(
        Contract.of(
            table, new BronzeRecord(table, BRONZE, bronze.schema()), new References(Map.of())),
        bronze);
  }

  private static List<String> explained(Contract contract, Dataset<Row> bronze) {
    return contract
        .judged(contract.opened(bronze))
        .select("_bad", "_errors")
        .collectAsList()
        .stream()
        .map(
            row ->
                row.getBoolean(0)
                    + " "
                    + row.<Row>getList(1).stream()
                        .map(error -> error.toString().replace(',', ' '))
                        .collect(Collectors.joining()))
        .toList();
  }

  private SilverTable table(String columns) {
    project.file("silver/s.yml", "from: bronze.b\ncolumns:\n  " + columns.replace("\n", "\n  "));
    return (SilverTable) project.load().tables().get(TableName.of("silver.s"));
  }

  /** Bronze rows; what every bronze table has is added where it is not named. */
  private Dataset<Row> bronze(String columns, String... values) {
    Dataset<Row> rows = Lakes.rows(project.lake(), columns, values);
    return rows.selectExpr(
        "*",
        columns.contains("_corrupt") ? "1 AS _none" : "string(null) AS _corrupt",
        "0L AS _batch",
        "named_struct('name', 'b.csv') AS _source",
        "timestamp'2026-01-01' AS _extracted_at");
  }
}
