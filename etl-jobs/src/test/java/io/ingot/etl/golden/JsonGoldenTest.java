package io.ingot.etl.golden;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Bad JSON, by the rows of the table of bad input: each line in sight, and what becomes of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JsonGoldenTest {
  private static final int LONG = 9 << 20;
  private static final int FILLERS = 199;

  private BadInput input;

  @BeforeAll
  void carryAllFilesToSilver(@TempDir Path folder) throws Exception {
    input =
        BadInput.run(
            folder,
            "json",
            "get_json_object(_raw, '$.id')",
            """
            columns:
              id:    {type: int, required: true}
              name:  {type: string}
              count: {type: int}
              share: {type: double}
            """,
            "id name count share _rescued",
            cases());
  }

  private static List<Case> cases() throws Exception {
    List<Case> cases = new ArrayList<>();
    ByteArrayOutputStream mostly = new ByteArrayOutputStream();
    for (int id = 1400; id < 1400 + FILLERS; id++) {
      mostly.write(("{\"id\": " + id + "}\n").getBytes(UTF_8));
    }
    byte[] foreign = "{\"id\": 1399, \"name\": \"Zo\u00eb\"}".getBytes(ISO_8859_1);
    mostly.write(foreign);
    cases.add(
        Case.of(14, "a line that is no UTF-8", mostly.toByteArray())
            .accepts(
                IntStream.range(1400, 1400 + FILLERS)
                    .mapToObj(id -> id + ",,,,")
                    .toArray(String[]::new))
            .refuses("ENCODING *", Base64.getEncoder().encodeToString(foreign)));
    String huge = "{\"id\": 1801, \"name\": \"" + "x".repeat(LONG) + "\"}";
    cases.add(
        Case.of(18, "a record of 9 MiB", huge + "\n{\"id\": 1802}\n")
            .accepts("1802,,,,")
            .refuses("OVERSIZE *", sha256(huge)));
    cases.add(
        line(19, "a key twice", "{\"id\": 1901, \"name\": \"a\", \"name\": \"b\"}", "DUP_KEY *"));
    cases.add(
        line(
            19,
            "a key twice inside",
            "{\"id\": 1902, \"more\": {\"a\": 1, \"a\": 2}}",
            "DUP_KEY *"));
    cases.add(line(20, "keys in capitals", "{\"ID\": 2001, \"NAME\": \"a\"}", "SCHEMA_MISS *"));
    cases.add(line(21, "text after the object", "{\"id\": 2101} and more", "TRAILING_DATA *"));
    cases.add(
        line(21, "an object after the object", "{\"id\": 2102} {\"id\": 2103}", "TRAILING_DATA *"));
    cases.add(line(22, "null", "null", "NOT_OBJECT *"));
    cases.add(line(22, "a number", "7", "NOT_OBJECT *"));
    cases.add(line(22, "a text", "\"seven\"", "NOT_OBJECT *"));
    cases.add(
        Case.of(22, "blank lines", "{\"id\": 2201}\n\n   \n{\"id\": 2202}\n")
            .accepts("2201,,,,", "2202,,,,"));
    cases.add(line(23, "an array of objects", "[{\"id\": 2301}, {\"id\": 2302}]", "ARRAY *"));
    cases.add(
        line(24, "a text for a whole number", "{\"id\": 2401, \"count\": \"7\"}", "BAD_INT count"));
    cases.add(
        line(
            24,
            "a fraction for a whole number",
            "{\"id\": 2402, \"count\": 1.5}",
            "BAD_INT count"));
    cases.add(
        line(
            25,
            "an object for a text",
            "{\"id\": 2501, \"name\": {\"nested\": 1}}",
            "BAD_TYPE name"));
    cases.add(
        Case.of(26, "a field that is not declared", "{\"id\": 2601, \"extra\": {\"a\": [1.10]}}\n")
            .accepts("2601,,,,{\"extra\": {\"a\": [1.10]}}"));
    cases.add(
        line(
            27,
            "depth 1200",
            "{\"id\": 2701, \"name\": " + "[".repeat(1200) + "]".repeat(1200) + "}",
            "TOO_DEEP *"));
    cases.add(line(28, "NaN", "{\"id\": 2801, \"count\": NaN}", "NON_FINITE *"));
    cases.add(line(28, "minus infinity", "{\"id\": 2802, \"share\": -Infinity}", "NON_FINITE *"));
    cases.add(
        Case.of(
                29,
                "types that differ from row to row",
                "{\"id\": 2901, \"count\": 1}\n{\"id\": 2902, \"count\": true}\n{\"id\": 2903,"
                    + " \"count\": [1]}\n{\"id\": 2904, \"count\": null}\n")
            .accepts("2901,,1,,", "2904,,,,")
            .refuses("BAD_INT count", "2902")
            .refuses("BAD_TYPE count", "2903"));
    cases.add(
        line(
            30,
            "a number that is too great",
            "{\"id\": 3001, \"count\": 99999999999}",
            "OVERFLOW count"));
    cases.add(
        line(
            32,
            "a double that is too great",
            "{\"id\": 3201, \"share\": 1e400}",
            "NON_FINITE share"));
    cases.add(line(0, "an object that is cut off", "{\"id\": 1, \"name\": \"a", "BAD_JSON *"));
    return cases;
  }

  /** A record between two good ones, which are not touched by it. */
  private static Case line(int row, String words, String line, String reasons) {
    int good = 10_000_000 + Math.floorMod((row + words).hashCode(), 1_000_000) * 10;
    return Case.of(
            row, words, "{\"id\": " + good + "}\n" + line + "\n{\"id\": " + (good + 1) + "}\n")
        .accepts(good + ",,,,", (good + 1) + ",,,,")
        .refuses(reasons, line);
  }

  @TestFactory
  Stream<DynamicTest> whatBecomesOfEachFile() {
    return input.tests();
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
  }
}
