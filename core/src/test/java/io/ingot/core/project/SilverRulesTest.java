package io.ingot.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SilverRulesTest {
  private static final String FILE = "silver/sales.yml";

  @TempDir private Path folder;
  private ProjectFiles files;

  @BeforeEach
  void writeAValidProject() {
    files = ProjectFiles.shop(folder);
    for (String user :
        List.of("gold/daily_sales.yml", "gold/daily_sales.sql", "features/customer_activity.yml")) {
      files.remove(user);
    }
  }

  /** The problems of a table of one column, told without their file. */
  private List<String> column(String contract) {
    return table("columns:\n  v: " + contract);
  }

  private List<String> table(String text) {
    files.write(FILE, "from: bronze.sales\n" + text + "\n");
    return files.problems().stream().map(problem -> problem.replace(FILE + ":", "")).toList();
  }

  @Test
  void everyKeyIsSaidOfAColumnThatItMeansSomethingFor() {
    assertThat(
            column(
                "{type: timestamp, zone: Europe/Zurich, ambiguous: later, min: 2020-01-01,"
                    + " max: \"2020-01-01 12:00:00\", default: 2020-01-01, trim: true}"))
        .isEmpty();
    assertThat(column("{type: double, non_finite: true, min: 0, max: 0, default: 1.5}")).isEmpty();
    assertThat(column("{type: string, case: lower, normal: nfc, trim: true, default: a}"))
        .isEmpty();
    assertThat(column("{type: int, case: lower}"))
        .containsExactly("3:18: case needs a column of type string, not int.");
    assertThat(column("{type: int, normal: nfc}"))
        .containsExactly("3:18: normal needs a column of type string, not int.");
    assertThat(column("{type: int, controls: true}"))
        .containsExactly("3:18: controls needs a column of type string, not int.");
    assertThat(column("{type: date, zone: UTC}"))
        .containsExactly("3:19: zone needs a column of type timestamp, not date.");
    assertThat(column("{type: int, non_finite: true}"))
        .containsExactly("3:18: non_finite needs a column of type float or double, not int.");
    assertThat(column("{type: string, min: 1}"))
        .contains("3:21: min needs a column of type number, date or timestamp, not string.");
    assertThat(column("{type: array<int>, trim: true}"))
        .containsExactly(
            "3:25: trim needs a column of type string, number, boolean, date or timestamp, not"
                + " array<int>.");
    assertThat(column("{type: array<int>, key: true}")).hasSize(1);
  }

  @Test
  void keysThatContradictEachOtherAreTold() {
    assertThat(column("{type: timestamp, ambiguous: later}"))
        .containsExactly("3:24: ambiguous needs a zone. Add 'zone'.");
    assertThat(column("{type: double, key: true, non_finite: true}"))
        .containsExactly(
            "3:32: A key can't be NaN or infinite: neither tells rows apart. Leave out"
                + " 'non_finite'.");
    assertThat(column("{type: int, warn: 5%, fail: 1%}"))
        .containsExactly("3:24: warn is greater than fail. Swap them.");
    assertThat(column("{type: int, else: fail, fail: 1%}"))
        .containsExactly(
            "3:30: fail says nothing beside 'else: fail', which refuses the batch for one row."
                + " Leave one of them out.");
    assertThat(
            table(
                "columns: {v: {type: int}}\n"
                    + "rules: [{name: a, check: v > 0, warn: 5%, fail: 1%}]"))
        .containsExactly("3:39: warn is greater than fail. Swap them.");
  }

  @Test
  void valuesMustBeOfTheColumnsType() {
    assertThat(column("{type: tinyint, default: 128}"))
        .containsExactly("3:31: '128' is no value of type tinyint.");
    assertThat(column("{type: tinyint, default: -128}")).isEmpty();
    assertThat(column("{type: int, default: 1.5}"))
        .containsExactly("3:27: '1.5' is no value of type int.");
    assertThat(column("{type: \"decimal(4,2)\", default: 100}"))
        .containsExactly("3:38: '100' is no value of type decimal(4,2).");
    assertThat(column("{type: \"decimal(4,2)\", default: 99.90}")).isEmpty();
    assertThat(column("{type: date, default: 2024-02-30}"))
        .containsExactly("3:28: '2024-02-30' is no value of type date.");
    assertThat(column("{type: date, min: 5}"))
        .containsExactly("3:24: '5' is no value of type date.");
    assertThat(column("{type: timestamp, min: \"2024-02-30 00:00:00\"}"))
        .containsExactly("3:29: '2024-02-30 00:00:00' is no value of type timestamp.");
    assertThat(column("{type: int, max: 2024-01-01}"))
        .containsExactly("3:23: '2024-01-01' is no value of type int.");
    assertThat(column("{type: date, min: 2024-01-02, max: 2024-01-01}"))
        .containsExactly("3:24: min 2024-01-02 is greater than max 2024-01-01.");
    assertThat(column("{type: int, min: 10, max: 9}"))
        .containsExactly("3:23: min 10 is greater than max 9.");
    assertThat(column("{type: date, format: yyyy-QX-pp}")).hasSize(1);
  }

  @Test
  void expressionsNameColumnsOfTheTableAndLookAtOneRow() {
    assertThat(column("{type: int, value: \"greatest(V, 0)\", check: v < year(_extracted_at)}"))
        .isEmpty();
    assertThat(column("{type: array<int>, check: \"exists(v, x -> x > 0)\"}")).isEmpty();
    assertThat(column("{type: int, value: other + 1}"))
        .containsExactly(
            "3:25: Unknown column 'other' of silver.sales. Use one of: _batch, _extracted_at, v.");
    assertThat(
            table(
                "columns: {amount: {type: int, check: amuont > 0}}\n"
                    + "rules: [{name: a, check: amont > 0}]"))
        .containsExactly(
            "2:38: Unknown column 'amuont' of silver.sales. Did you mean 'amount'?",
            "3:26: Unknown column 'amont' of silver.sales. Did you mean 'amount'?");
    assertThat(column("{type: int, check: v >}"))
        .singleElement()
        .asString()
        .startsWith("3:25: Invalid SQL 'v >': ");
    assertThat(column("{type: int, check: v < max(v)}"))
        .containsExactly(
            "3:25: Cannot use 'v < max(v)': max() needs several rows; it may look at one row"
                + " only.");
    assertThat(column("{type: int, check: \"v in (select id from silver.customer)\"}"))
        .singleElement()
        .asString()
        .endsWith("It may look at the columns of one row only.");
    assertThat(
            table(
                "columns: {id: {type: int, key: true}, gone: {type: boolean}}\n"
                    + "write: {mode: scd2, delete_when: goen, track: [gnoe]}"))
        .containsExactly(
            "3:34: Unknown column 'goen' of silver.sales. Did you mean 'gone'?",
            "3:48: Unknown column 'gnoe' of silver.sales. Did you mean 'gone'?");
  }

  @Test
  void namesOfIngotsOwnAndNamesThatAreThereTwiceAreTold() {
    for (String name :
        List.of(
            "_came_x", "_rule_x", "_Valid_From", "_valid_to", "_current", "_rescued", "_fault")) {
      assertThat(table("columns: {" + name + ": {type: int}}"))
          .as(name)
          .containsExactly(
              "2:11: '" + name + "' begins with _, as Ingot's own columns do. Use another name.");
    }
    assertThat(
            table(
                "columns: {v: {type: int}}\n"
                    + "rules: [{name: a, check: v > 0}, {name: a, check: v < 9}]"))
        .containsExactly("3:41: A rule of the name 'a' is there already. Rename one.");
  }
}
