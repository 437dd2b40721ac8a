package io.ingot.etl.silver.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Lakes;
import io.ingot.core.testkit.TestProject;
import io.ingot.etl.bronze.JsonCorpus;
import io.ingot.etl.silver.json.JsonFields;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonContractTest {
  private static final TableName BRONZE = TableName.of("bronze.b");

  @TempDir Path folder;
  private TestProject project;

  @BeforeEach
  void declareBronze() {
    project =
        TestProject.in(folder)
            .file(
                "bronze/b.yml",
                "source: {connection: drop, path: b.json, format: json, settle: 0s}");
  }

  /** A value as it stands in a record, below the contract of the column that takes it. */
  @Test
  void aValueIsTakenExactlyOrToldByItsCode() {
    List<Case> cases =
        cases(
            """
            type: string
              "a"                        -> a
              ""                         -> \s
              "\\u00e4\\"\\n"            -> ä"\\n
              1                          -> 1
              1.50                       -> 1.50
              1e400                      -> 1e400
              true                       -> true
              null                       -> null
              {"b": [1.0]}               -> BAD_TYPE {"b": [1.0]}
              []                         -> BAD_TYPE []
            type: bigint
              9007199254740993           -> 9007199254740993
              -9223372036854775808       -> -9223372036854775808
              1.5                        -> BAD_INT 1.5
              "12"                       -> BAD_INT 12
              "x"                        -> BAD_INT x
              true                       -> BAD_INT true
              null                       -> null
              {}                         -> BAD_TYPE {}
              [1]                        -> BAD_TYPE [1]
            type: int, quoted: true
              12                         -> 12
              "12"                       -> 12
              "x"                        -> BAD_INT x
              false                      -> BAD_INT false
            type: double
              0.1                        -> 0.1
              -1E-2                      -> -0.01
              "0.1"                      -> BAD_NUMBER 0.1
              "NaN"                      -> BAD_NUMBER NaN
              false                      -> BAD_NUMBER false
            type: "decimal(20,2)"
              12345678901234567.12       -> 12345678901234567.12
              "12345678901234567.12"     -> 12345678901234567.12
              0.123                      -> SCALE_LOSS 0.123
              true                       -> BAD_DECIMAL true
              [0.1]                      -> BAD_TYPE [0.1]
            type: boolean
              true                       -> true
              false                      -> false
              "true"                     -> BAD_BOOLEAN true
              1                          -> BAD_BOOLEAN 1
            type: boolean, quoted: true
              "true"                     -> true
              0                          -> BAD_BOOLEAN 0
            type: date
              "2026-02-28"               -> 2026-02-28
              "2026-02-30"               -> BAD_DATE 2026-02-30
              20260228                   -> BAD_DATE 20260228
              true                       -> BAD_DATE true
              {"d": 1}                   -> BAD_TYPE {"d": 1}
            type: timestamp
              "2026-02-28T01:02:03Z"     -> 2026-02-28 01:02:03
              1767225600                 -> BAD_TIMESTAMP 1767225600
            type: timestamp_ntz
              "2026-02-28 01:02:03.5"    -> 2026-02-28 01:02:03.5
              0                          -> BAD_TIMESTAMP 0
            type: string, min_length: 3
              "ab"                       -> LENGTH ab
              [1]                        -> BAD_TYPE [1]
            type: int, required: true
              "1"                        -> BAD_INT 1
              null                       -> REQUIRED null
            type: array<bigint>
              []                         -> []
              [1, 9007199254740993,null] -> [1,9007199254740993,null]
              null                       -> null
              5                          -> BAD_TYPE 5
              {"a": 1}                   -> BAD_TYPE {"a": 1}
              [1, "2"]                   -> BAD_INT @[1]: 2
              [1, [2]]                   -> BAD_TYPE @[1]: [2]
              [9223372036854775808]      -> OVERFLOW @[0]: 9223372036854775808
              [1.0]                      -> BAD_INT @[0]: 1.0
            type: "map<string,decimal(6,2)>"
              {"a": 1.20, "b": "2.5"}    -> {"a":1.20,"b":2.50}
              {"a b": 1.234}             -> SCALE_LOSS @.a b: 1.234
              {"a": 12345.6}             -> OVERFLOW @.a: 12345.6
              {"a": 1e2}                 -> {"a":100.00}
              {"a": 1e999999999}         -> OVERFLOW @.a: 1e999999999
              {"a": 1e99999999999}       -> OVERFLOW @.a: 1e99999999999
              {"a": 0e999999999}         -> {"a":0.00}
              {"a": 1e-999999999}        -> SCALE_LOSS @.a: 1e-999999999
              {"a": "1d"}                -> BAD_DECIMAL @.a: 1d
              {"a": true}                -> BAD_DECIMAL @.a: true
              []                         -> BAD_TYPE []
            type: "struct<id: int, at: timestamp, day: date, ok: boolean, w: double>"
              {}                         -> {}
              {"id": 1, "x": [{}]}       -> {"id":1}
              {"ID": 1}                  -> {}
              {"id": 2147483648}         -> OVERFLOW @.id: 2147483648
              {"at": "2026-01-01 00:00"} -> {"at":"2026-01-01T00:00:00.000Z"}
              {"at": "2026-01-01T00:00:00.1234567Z"} -> BAD_TIMESTAMP @.at: 2026-01-01T00:00:00.1234567Z
              {"at": 1}                  -> BAD_TIMESTAMP @.at: 1
              {"at": "12:30"}            -> BAD_TIMESTAMP @.at: 12:30
              {"day": "2026-02-30"}      -> BAD_DATE @.day: 2026-02-30
              {"day": "0026-02-20"}      -> YEAR_RANGE @.day: 0026-02-20
              {"ok": "true"}             -> BAD_BOOLEAN @.ok: true
              {"w": 1e400}               -> NON_FINITE @.w: 1e400
              {"w": 1e-2, "ok": true}    -> {"ok":true,"w":0.01}
              7                          -> BAD_TYPE 7
            type: "struct<at: timestamp>", zone: Europe/Zurich
              {"at": "2026-01-01 00:00"} -> {"at":"2025-12-31T23:00:00.000Z"}
              {"at": "2026-03-29 02:30"} -> AMBIGUOUS_TIME @.at: 2026-03-29 02:30
              {"at": "2026-10-25 02:30"} -> AMBIGUOUS_TIME @.at: 2026-10-25 02:30
            type: "struct<at: timestamp>", zone: Europe/Zurich, ambiguous: later
              {"at": "2026-10-25 02:30"} -> {"at":"2026-10-25T01:30:00.000Z"}
              {"at": "2026-03-29 02:30"} -> AMBIGUOUS_TIME @.at: 2026-03-29 02:30
            type: "array<struct<sku: string, price: decimal(6,2), tags: array<string>>>"
              [{"sku": "a", "price": 1.5, "tags": ["x", 1, null]}] -> [{"sku":"a","price":1.50,"tags":["x","1",null]}]
              [{}, {}, {"price": 1.239}] -> SCALE_LOSS @[2].price: 1.239
              [{"price": 1}, {"tags": ["x", {}]}] -> BAD_TYPE @[1].tags[1]: {}
              [{"price": "x"}, {"price": "y"}] -> BAD_DECIMAL @[0].price: x
              [{"sku": {"a": 1}}, 5]     -> BAD_TYPE @[0].sku: {"a": 1}
              [null, 5]                  -> BAD_TYPE @[1]: 5
            type: "array<int>", quoted: true
              ["1", 2]                   -> [1,2]
              ["+1"]                     -> BAD_INT @[0]: +1
            type: "struct<a: int not null>"
              {"a": 1}                   -> {"a":1}
              {"b": 1}                   -> REQUIRED a
              null                       -> null
            type: "array<int>", required: true
              [7]                        -> [7]
              null                       -> REQUIRED null
              ["x"]                      -> BAD_INT @[0]: x
            """);
    assertThat(cases).hasSizeGreaterThan(100);
    List<String> specs = cases.stream().map(Case::spec).distinct().toList();
    List<String> names = IntStream.range(0, specs.size()).mapToObj(at -> "c" + at).toList();
    // One record a case would break the required columns of others: each has a record of its own.
    List<String> records = new ArrayList<>();
    for (Case one : cases) {
      String required =
          IntStream.range(0, specs.size())
              .filter(at -> specs.get(at).contains("required") && !specs.get(at).equals(one.spec()))
              .mapToObj(at -> ",\"c" + at + "\":" + (specs.get(at).contains("array") ? "[]" : "0"))
              .collect(Collectors.joining());
      records.add("{\"c" + specs.indexOf(one.spec()) + "\": " + one.json() + required + "}");
    }
    SilverTable table =
        table(
            IntStream.range(0, specs.size())
                .mapToObj(at -> "c" + at + ": {" + specs.get(at) + "}")
                .toArray(String[]::new));
    String value =
        names.stream()
            .map(
                name ->
                    JsonFields.isComplex(type(table, name))
                        ? "to_json(" + name + ")"
                        : "string(" + name + ")")
            .collect(Collectors.joining(", ", "array(", ")"));

    List<Row> judged =
        judged(table, records)
            .selectExpr("_errors", value, "_bad = (size(_errors) > 0)")
            .collectAsList();

    List<String> became = new ArrayList<>();
    for (int at = 0; at < cases.size(); at++) {
      Row row = judged.get(at);
      int column = specs.indexOf(cases.get(at).spec());
      String errors =
          row.<Row>getList(0).stream()
              .map(error -> error.getString(0) + " " + error.getString(2))
              .collect(Collectors.joining("; "));
      String is = errors.isEmpty() ? String.valueOf(row.getList(1).get(column)) : errors;
      became.add(
          cases.get(at).json()
              + " -> "
              + is.replace("c" + column, "@").replace("\n", "\\n")
              + (row.getBoolean(2) ? "" : " _bad is wrong"));
    }
    assertThat(became)
        .containsExactlyElementsOf(
            cases.stream().map(one -> one.json() + " -> " + one.expected()).toList());
  }

  @Test
  void aValueIsFoundByTheFirstNameOrPathThatTheRecordHas() {
    SilverTable table =
        table(
            "id: {type: bigint}",
            "city: {type: string, from: [town, address.city]}",
            "sku: {type: string, from: \"items[1].sku\"}",
            "deep: {type: int, from: \"a[0][1].b\"}",
            "whole: {type: \"array<struct<sku: string>>\", from: items}");

    assertThat(
            opened(
                table,
                "{\"id\": 1, \"address\": {\"zip\": [1], \"city\": \"Bern\"}}",
                "{\"id\": 2, \"address\": {\"city\": \"Bern\"}, \"town\": \"Thun\"}",
                "{\"id\": 3, \"town\": null, \"address\": {\"city\": \"Bern\"}}",
                "{\"id\": 4, \"address.city\": \"Biel\", \"address\": {\"city\": \"Bern\"}}",
                "{\"id\": 5, \"address\": {\"city\": \"Bern\"}, \"address.city\": null}",
                "{\"id\": 6, \"address\": null}",
                "{\"id\": 7, \"address\": \"Bern\"}",
                "{\"id\": 8, \"address\": [{\"city\": \"Bern\"}]}",
                "{\"id\": 9, \"items\": [{\"sku\": \"a\"}, {\"sku\": \"b\"}]}",
                "{\"id\": 10, \"items\": [{\"sku\": \"a\"}]}",
                "{\"id\": 11, \"items[1].sku\": \"c\"}",
                "{\"id\": 12, \"a\": [[0, {\"b\": 5}], 1]}",
                "{\"id\": 13, \"address\": {\"city\": {\"name\": \"Bern\"}}}"))
        .containsExactly(
            "1 Bern null null null",
            "2 Thun null null null",
            "3 null null null null",
            "4 Biel null null null",
            "5 null null null null",
            "6 null null null null",
            "7 null null null null",
            "8 null null null null",
            "9 null b null [{\"sku\":\"a\"},{\"sku\":\"b\"}]",
            "10 null null null [{\"sku\":\"a\"}]",
            "11 null c null null",
            "12 null null 5 null",
            "[BAD_TYPE city {\"name\": \"Bern\"}]");
  }

  @Test
  void fieldsThatNobodyNamesAreKeptAsTheyWereWritten() {
    SilverTable table =
        table(
            List.of("ignored: [note, x.y]"),
            "id: {type: bigint}",
            "city: {type: string, from: address.city}");

    assertThat(
            judged(
                    table,
                    List.of(
                        "{\"id\": 1}",
                        "{\"id\": 1, \"note\": [1], \"x.y\": 2, \"address\": {\"zip\": 1}}",
                        "{\"a\" : 1.50,\"id\": 1,\n\"ä\\u0041\": {\"b\": [1e400, \"}\"] }, \"c\":null}",
                        "{\"big\": 12345678901234567890.10, \"s\": \"\\ud83d\\ude00\", \"id\": 1}"))
                .selectExpr("_rescued", "array_join(_unknown, '|')", "_bad")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly(
            "[null,,false]",
            "[null,,false]",
            "[{\"a\" : 1.50,\"ä\\u0041\": {\"b\": [1e400, \"}\"] },\"c\":null}," + "a|äA|c,false]",
            "[{\"big\": 12345678901234567890.10,\"s\": \"\\ud83d\\ude00\"}," + "big|s,false]");
  }

  @Test
  void aRecordWithNoneOfTheContractsFieldsIsRefusedAndSoIsOneThatNobodyJudgedBefore() {
    SilverTable table = table("id: {type: bigint}", "city: {type: string, from: address.city}");

    assertThat(
            opened(
                table,
                "{\"ID\": 1, \"Address\": {\"city\": \"Bern\"}}",
                "{}",
                "{\"id\": null}",
                "{\"address\": {}}",
                "{\"id\": 1, \"id\": 2}",
                "{\"id\": 1, \"x\": {\"y\": 1, \"y\": 2}, \"id\": 1}",
                "{\"address\": {\"city\": \"a\", \"city\": \"b\"}}",
                "{\"id\": 1} {\"id\": 2}",
                "{\"id\": 1",
                "{\"id\": NaN}",
                "{\"id\": 1, \"address\": {\"city\": \"\\ud83d\"}}",
                "[{\"id\": 1}]"))
        .containsExactly(
            "[SCHEMA_MISS * ID, Address]",
            "[SCHEMA_MISS * ]",
            "null null",
            "null null",
            "[DUP_KEY * null]",
            "[DUP_KEY * null]",
            "[DUP_KEY * null]",
            "[TRAILING_DATA * null]",
            "[BAD_JSON * null]",
            "[NON_FINITE * null]",
            "[ENCODING * null]",
            "[ARRAY * null]");
  }

  @Test
  void whatStandsBesideTheJsonOfAMessageIsReachedByItsName() {
    SilverTable table =
        table(
            "key: {type: bigint, from: _key, key: true}",
            "place: {type: bigint, from: [id, _offset]}",
            "other: {type: bigint, from: [_offset, id, ID]}",
            "first: {type: string, from: \"_headers[0].key\"}",
            "none: {type: string, from: \"_headers[7].key\"}");
    Dataset<Row> bronze =
        Lakes.rows(
                project.lake(),
                "_raw, _key, _offset, _headers, _deleted",
                "('{\"id\": 5}', '7', 1L, array(named_struct('key', 'trace')), false)",
                "('{\"_key\": 6, \"x\": 1}', '8', 2L, array(), false)",
                "(null, '9', 3L, null, true)")
            .selectExpr(
                "*",
                "string(null) AS _corrupt",
                "0L AS _batch",
                "named_struct('name', 'b') AS _source",
                "timestamp'2026-01-01' AS _extracted_at");

    assertThat(texts(table, judged(table, bronze)))
        .containsExactly("7 5 1 trace null", "[SCHEMA_MISS * _key, x]", "9 3 3 null null");
  }

  @Test
  void aFieldInsideAColumnIsReachedByItsPathAndAWholeOneAsItIs() {
    SilverTable table =
        table(
            "city: {type: string, from: address.city}",
            "zip: {type: int, from: address.zip}",
            "second: {type: int, from: [\"codes[1]\", gone, \"codes[0]\"]}",
            "address: {type: \"struct<city: string, zip: bigint>\"}",
            "codes: {type: array<int>}");
    Dataset<Row> bronze =
        columns("named_struct('city', 'Bern', 'zip', 3000L) AS address", "array(1) AS codes");

    assertThat(texts(table, judged(table, bronze)))
        .containsExactly("Bern 3000 1 {\"city\":\"Bern\",\"zip\":3000} [1]");
    assertThatThrownBy(() -> judged(table("v: {type: string, from: address.town}"), bronze))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("bronze.b has no column address.town. It has address, codes.");
    assertThatThrownBy(() -> judged(table("address: {type: \"struct<city: string>\"}"), bronze))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("address in bronze.b is STRUCT<city: STRING, zip: BIGINT>");
  }

  @Test
  void aTypeThatJsonDoesNotHaveIsAMistakeOfTheProject() {
    assertThatThrownBy(() -> judged(table("v: {type: \"map<int,int>\"}"), List.of("{}")))
        .isInstanceOf(ProjectException.class)
        .hasMessage(
            "Cannot fill silver.s: the keys of a map in JSON are text, not INT; declare"
                + " map<string, ...>.");
  }

  @Test
  void everyRecordOfTheCorpusIsOpenedOrToldByItsVerdict() {
    SilverTable table = table("a: {type: string}", "b: {type: \"array<int>\"}");
    List<String> texts = JsonCorpus.all().stream().map(JsonCorpus.Case::text).toList();

    List<String> codes =
        judged(table, texts)
            .selectExpr("filter(_errors, e -> e.column = '*').rule")
            .collectAsList()
            .stream()
            .map(row -> row.<String>getList(0).isEmpty() ? "ok" : row.<String>getList(0).get(0))
            .map(code -> code.equals("SCHEMA_MISS") ? "ok" : code)
            .toList();

    // Silver tells a name that is there twice only where it would have to choose.
    List<String> expected =
        JsonCorpus.all().stream()
            .map(
                one ->
                    one.verdict().matches("DUP_KEY|TOO_DEEP")
                        ? codes.get(JsonCorpus.all().indexOf(one)).equals("ok")
                            ? "ok"
                            : one.verdict()
                        : one.verdict())
            .toList();
    assertThat(codes).containsExactlyElementsOf(expected);
  }

  private record Case(String spec, String json, String expected) {}

  private static List<Case> cases(String text) {
    List<Case> cases = new ArrayList<>();
    String[] spec = {""};
    text.lines()
        .forEach(
            line -> {
              if (line.startsWith("type")) {
                spec[0] = line;
              } else {
                String[] parts = line.strip().split(" +-> ?", 2);
                cases.add(new Case(spec[0], parts[0], parts[1]));
              }
            });
    return cases;
  }

  private static DataType type(SilverTable table, String column) {
    return DataType.fromDDL(table.columns().get(column).type());
  }

  private SilverTable table(String... columns) {
    return table(List.of(), columns);
  }

  private SilverTable table(List<String> keys, String... columns) {
    project.file(
        "silver/s.yml",
        Stream.of(
                Stream.of("from: bronze.b"),
                keys.stream(),
                Stream.of("columns:"),
                Stream.of(columns).map(column -> "  " + column))
            .flatMap(lines -> lines)
            .collect(Collectors.joining("\n")));
    return (SilverTable) project.load().tables().get(TableName.of("silver.s"));
  }

  /** Each record's values, or all that is wrong with it. */
  private List<String> opened(SilverTable table, String... records) {
    return texts(table, judged(table, List.of(records)));
  }

  private static List<String> texts(SilverTable table, Dataset<Row> judged) {
    String values =
        table.columns().keySet().stream()
            .map(
                name ->
                    JsonFields.isComplex(type(table, name))
                        ? "nvl(to_json(" + name + "), 'null')"
                        : "nvl(string(" + name + "), 'null')")
            .collect(Collectors.joining(", ' ', ", "concat(", ")"));
    return judged
        .selectExpr(
            "if(_bad, array_join(transform(_errors, e -> concat('[', e.rule, ' ', e.column, ' ',"
                + " nvl(e.value, 'null'), ']')), ''), "
                + values
                + ")")
        .as(Encoders.STRING())
        .collectAsList();
  }

  private Dataset<Row> judged(SilverTable table, List<String> records) {
    Dataset<Row> raw =
        project
            .lake()
            .spark()
            .createDataFrame(
                records.stream().map(RowFactory::create).toList(),
                new StructType().add("_raw", DataTypes.StringType))
            .coalesce(1);
    return judged(table, own(raw));
  }

  private static Dataset<Row> judged(SilverTable table, Dataset<Row> bronze) {
    Contract contract =
        Contract.of(
            table, new BronzeRecord(table, BRONZE, bronze.schema()), new References(Map.of()));
    return contract.judged(contract.valued(bronze));
  }

  private Dataset<Row> columns(String... columns) {
    return own(project.lake().spark().sql("SELECT " + String.join(", ", columns)));
  }

  private static Dataset<Row> own(Dataset<Row> rows) {
    return rows.selectExpr(
        "*",
        "string(null) AS _corrupt",
        "0L AS _batch",
        "named_struct('name', 'b.json') AS _source",
        "timestamp'2026-01-01' AS _extracted_at");
  }
}
