package io.ingot.etl.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Counts;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Values that are no values of their type, by the rows of the table of bad input. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ValuesGoldenTest {
  private BadInput input;

  @BeforeAll
  void carryAllFilesToSilver(@TempDir Path folder) {
    input =
        BadInput.run(
            folder,
            "csv",
            "id",
            """
            columns:
              id:    {type: int, required: true}
              whole: {type: int}
              price: {type: "decimal(5,2)"}
              share: {type: double}
              any:   {type: double, non_finite: true}
              day:   {type: date}
              at:    {type: timestamp}
              local: {type: timestamp, zone: America/New_York}
              name:  {type: string}
            """,
            "id whole price share any day at local name",
            cases());
  }

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    cases.add(bad(1, "at", "2024-02-30 00:00:00", "BAD_TIMESTAMP"));
    cases.add(bad(1, "day", "2024-02-30", "BAD_DATE"));
    cases.add(bad(1, "at", "2024-02-28 24:30:00", "BAD_TIMESTAMP"));
    cases.add(bad(2, "whole", "seven", "BAD_INT"));
    cases.add(bad(2, "whole", "1.5", "BAD_INT"));
    cases.add(
        Case.of(12, "name with a NUL byte", "id,name\n1200,a\0b\n")
            .refuses("CONTROL_CHAR name", "1200"));
    cases.add(
        Case.of(12, "whole with a NUL byte", "id,whole\n1201,7\0\n")
            .refuses("CONTROL_CHAR whole", "1201"));
    cases.add(
        Case.of(29, "types that differ from row to row", "id,whole\n2900,1\n2901,true\n2902,\n")
            .accepts("2900,1,,,,,,,", "2902,,,,,,,,")
            .refuses("BAD_INT whole", "true"));
    cases.add(bad(30, "whole", "99999999999", "OVERFLOW"));
    cases.add(bad(30, "whole", "-2147483649", "OVERFLOW"));
    cases.add(good(30, "whole", "-2147483648", ",-2147483648,,,,,,,"));
    cases.add(bad(31, "price", "12345.60", "OVERFLOW"));
    cases.add(bad(31, "price", "1.239", "SCALE_LOSS"));
    cases.add(good(31, "price", "1.230", ",,1.23,,,,,,"));
    cases.add(bad(31, "price", "1;5", "BAD_DECIMAL"));
    for (String endless : List.of("NaN", "Infinity", "-Infinity", "1e400")) {
      cases.add(bad(32, "share", endless, "NON_FINITE"));
    }
    cases.add(good(32, "any", "NaN", ",,,,NaN,,,,"));
    cases.add(good(32, "share", "1e300", ",,,1.0E300,,,,,"));
    cases.add(bad(33, "local", "2024-03-10 02:30:00", "AMBIGUOUS_TIME"));
    cases.add(bad(33, "local", "2024-11-03 01:30:00", "AMBIGUOUS_TIME"));
    cases.add(good(33, "local", "2024-11-03 01:30:00-05:00", ",,,,,,,2024-11-03 06:30:00,"));
    cases.add(good(33, "local", "2024-11-03 02:30:00", ",,,,,,,2024-11-03 07:30:00,"));
    for (String year : List.of("0001", "1582", "1899", "2201", "9999")) {
      cases.add(bad(34, "day", year + "-12-31", "YEAR_RANGE"));
      cases.add(bad(34, "at", year + "-12-31 00:00:00", "YEAR_RANGE"));
    }
    cases.add(good(34, "at", "1970-01-01 00:00:00", ",,,,,,1970-01-01 00:00:00,,"));
    cases.add(good(34, "day", "1900-01-01", ",,,,,1900-01-01,,,"));
    cases.add(good(46, "name", "=cmd|' /C calc'!A0", ",,,,,,,,=cmd|' /C calc'!A0"));
    return cases;
  }

  @TestFactory
  Stream<DynamicTest> whatBecomesOfEachValue() {
    return input.tests();
  }

  /** Row 47, and row 48: the same name composed and decomposed, and with a blank of no width. */
  @Test
  void aKeyIsPutInOrderOrRefusedAndNoneIsThereTwice(@TempDir Path folder) {
    TestProject project =
        TestProject.in(folder)
            .file(
                "bronze/keys.yml",
                "source: {connection: drop, path: \"*.csv\", format: csv, settle: 0s}\n")
            .file(
                "silver/keys.yml",
                """
                from: bronze.keys
                columns:
                  name:  {type: string, key: true, trim: true, normal: nfc}
                  place: {type: int}
                write: {mode: merge, order_by: place}
                """)
            .file(
                "incoming/a.csv",
                "name,place\n,1\n\"\",2\n   ,3\nAnn,4\n  Ann  ,5\nZo\u00eb,6\nZoe\u0308,7\n");
    TestRun first = project.run();
    assertThat(first.counts("silver.keys")).isEqualTo(new Counts(7, 2, 2, 3));

    project.file("incoming/b.csv", "name,place\n,8\n Ann,9\nZoe\u0308,10\n\uFF21nn,11\n");
    assertThat(project.run().counts("silver.keys")).isEqualTo(new Counts(4, 3, 0, 1));
    assertThat(project.rows("silver.keys", "name", "place"))
        .containsExactly("[Ann,9]", "[Zo\u00eb,10]", "[\uFF21nn,11]");
    assertThat(project.rows("quarantine.keys", "errors.rule"))
        .containsOnly("[WrappedArray(NULL_KEY)]")
        .hasSize(4);
  }

  private static Case bad(int row, String column, String value, String reason) {
    int id = id(row, column, value);
    return Case.of(row, words(column, value), "id," + column + "\n" + id + "," + value + "\n")
        .refuses(reason + " " + column, value);
  }

  private static Case good(int row, String column, String value, String accepted) {
    int id = id(row, column, value);
    return Case.of(row, words(column, value), "id," + column + "\n" + id + "," + value + "\n")
        .accepts(id + accepted);
  }

  private static String words(String column, String value) {
    return column + " " + value.replaceAll("[^A-Za-z0-9.-]", "-");
  }

  /** Of each value another, and the same in every run. */
  private static int id(int row, String column, String value) {
    return row * 10_000_000 + Math.floorMod((column + value).hashCode(), 10_000_000);
  }
}
