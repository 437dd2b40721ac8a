package io.ingot.core.project;

import static io.ingot.core.project.Binding.mistakes;
import static io.ingot.core.project.Binding.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SilverTableTest {
  private static final String COLUMNS = "columns: {id: {type: bigint, key: true}}\n";

  private static ColumnContract plain(String type) {
    return read(ColumnContract.class, "type: " + type);
  }

  @Test
  void aTableIsAppendedToAndRefusesNoBatchUnlessItSaysSo() {
    SilverTable table = read(SilverTable.class, "from: bronze.sales\ncolumns: {a: {type: int}}");

    assertThat(table)
        .isEqualTo(
            new SilverTable(
                Binding.TABLE,
                Optional.empty(),
                List.of(TableName.of("bronze.sales")),
                Map.of("a", plain("int")),
                List.of(),
                NewColumn.IGNORE,
                List.of(),
                Write.append(),
                Reject.none(),
                QuarantineTerms.usual(),
                List.of(),
                Watch.none(),
                Maintain.unsaid(),
                Set.of()));
  }

  @Test
  void everyKeyIsRead() {
    SilverTable table =
        read(
            SilverTable.class,
            """
            description: What was sold
            from: bronze.sales
            columns:
              zeta: {type: int}
              alpha: {type: int, key: true}
            rules: [{name: in_order, check: alpha < zeta, else: warn}]
            on_new_column: quarantine
            ignored: note
            write: {mode: scd2, order_by: zeta, partition_by: zeta, track: zeta, delete_when: gone}
            reject: {warn: 1%, fail: 0.05}
            quarantine: {keep: 90d}
            checks: [{complete: zeta}]
            tags: daily
            """);

    assertThat(table)
        .isEqualTo(
            new SilverTable(
                Binding.TABLE,
                Optional.of("What was sold"),
                List.of(TableName.of("bronze.sales")),
                Map.of(
                    "zeta",
                    plain("int"),
                    "alpha",
                    read(ColumnContract.class, "{type: int, key: true}")),
                List.of(
                    new RowRule(
                        "in_order",
                        "alpha < zeta",
                        ColumnContract.Outcome.WARN,
                        Optional.empty(),
                        Optional.empty())),
                NewColumn.QUARANTINE,
                List.of("note"),
                new Write(
                    Write.Mode.SCD2,
                    Optional.of("zeta"),
                    Optional.of("gone"),
                    List.of("zeta"),
                    List.of("zeta")),
                new Reject(Optional.of(new Share(0.01)), Optional.of(new Share(0.05))),
                new QuarantineTerms(Duration.ofDays(90)),
                List.of(
                    new RowCheck.Complete(
                        "zeta", Tolerance.atLeast(new Share(1)), CheckTerms.usual())),
                Watch.none(),
                Maintain.unsaid(),
                Set.of("daily")));
    assertThat(table.columns().keySet()).containsExactly("zeta", "alpha");
    assertThat(table.keys()).containsExactly("alpha");
  }

  @Test
  void aColumnIsFreeButForItsType() {
    assertThat(plain("string"))
        .isEqualTo(
            new ColumnContract(
                "string",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                ColumnContract.Ambiguous.REFUSE,
                false,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                false,
                ColumnContract.Outcome.QUARANTINE,
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void everyKeyOfAColumnIsRead() {
    assertThat(
            read(
                ColumnContract.class,
                """
                {type: "decimal(10,2)", from: [src, old.src], format: yyyy, zone: Asia/Tokyo,
                 ambiguous: later, quoted: true, default: 0, trim: true, case: lower, normal: nfkc,
                 value: "abs(x)", required: true, min: -1.50, max: 9, min_length: 1, max_length: 4,
                 matches: "[0-9]+", in: [1, no, 1998-01-01], ref: silver.customer.id,
                 check: x < y, controls: true, non_finite: true, personal: true, else: fail,
                 warn: 1%, fail: 5%}
                """))
        .isEqualTo(
            new ColumnContract(
                "decimal(10,2)",
                List.of("src", "old.src"),
                Optional.of("yyyy"),
                Optional.of(Zone.of("Asia/Tokyo")),
                ColumnContract.Ambiguous.LATER,
                true,
                Optional.of("0"),
                true,
                Optional.of(ColumnContract.LetterCase.LOWER),
                Optional.of(ColumnContract.NormalForm.NFKC),
                Optional.of("abs(x)"),
                false,
                true,
                Optional.of(Limit.of("-1.50")),
                Optional.of(Limit.of("9")),
                Optional.of(1),
                Optional.of(4),
                Optional.of("[0-9]+"),
                List.of("1", "no", "1998-01-01"),
                Optional.of(ColumnName.of("silver.customer.id")),
                Optional.of("x < y"),
                true,
                true,
                true,
                ColumnContract.Outcome.FAIL,
                Optional.of(new Share(0.01)),
                Optional.of(new Share(0.05))));
    assertThat(read(ColumnContract.class, "{type: int, key: true}").key()).isTrue();
  }

  @Test
  void aTableNeedsItsBronzeTableAndColumns() {
    assertThat(mistakes(SilverTable.class, ""))
        .containsExactly(
            "Missing key 'from': The bronze table, or a list of them.",
            "Missing key 'columns': The contract, column by column.");
    assertThat(mistakes(SilverTable.class, "from: bronze.a\ncolumns: {}"))
        .containsExactly("A silver table needs at least one column.");
    assertThat(mistakes(SilverTable.class, "from: sales\n" + COLUMNS))
        .containsExactly("Invalid table name: sales. Write layer.name, such as silver.sales.");
  }

  @Test
  void mergeNeedsAKey() {
    assertThat(
            mistakes(
                SilverTable.class,
                "{from: bronze.a, columns: {a: {type: int}}, write: {mode: merge}}"))
        .containsExactly(
            "write mode merge needs a key: set 'key: true' on the columns that tell rows apart.");
  }

  @Test
  void aTableThatIsReplacedTakesOneBronzeTable() {
    assertThat(
            mistakes(
                SilverTable.class,
                """
                from: [bronze.sales, bronze.returns]
                columns: {a: {type: int}}
                write: {mode: replace}
                """))
        .containsExactly(
            "write mode replace takes one bronze table: a batch of one would replace the rows of"
                + " another.");
  }

  @Test
  void aKeyColumnCannotChooseAnotherOutcome() {
    assertThat(mistakes(ColumnContract.class, "{type: int, key: true, else: warn}"))
        .containsExactly(
            "A key column's broken rows can only go to the quarantine; leave out 'else'.");
  }

  @Test
  void aColumnNeedsATypeAndRefusesValuesOfTheWrongKind() {
    assertThat(mistakes(ColumnContract.class, "key: true"))
        .containsExactly(
            "Missing key 'type': Spark SQL type, such as bigint, decimal(10,4), date, array<string>.");
    assertThat(
            mistakes(
                ColumnContract.class,
                "{type: int, key: yes, min_length: 1.5, ref: a.b, else: ignore}"))
        .containsExactly(
            "Invalid value 'yes'. Write true or false.",
            "Invalid value '1.5'. Write a whole number.",
            "Invalid column: a.b. Write layer.table.column, such as silver.customer.customer_id.",
            "Unknown value 'ignore'. Use one of: fail, quarantine, warn.");
  }

  @Test
  void writeAndRejectRefuseWhatTheyCannotMean() {
    assertThat(mistakes(Write.class, "order_by: a"))
        .containsExactly(
            "Missing key 'mode': append, merge (by key), scd2 (history by key), replace (all) or"
                + " replace_partitions.");
    assertThat(mistakes(Write.class, "mode: replace_partitions"))
        .containsExactly("write mode replace_partitions needs partition_by.");
    assertThat(mistakes(Write.class, "{mode: append, delete_when: gone}"))
        .containsExactly("delete_when belongs to write mode merge or scd2.");
    assertThat(mistakes(Write.class, "{mode: merge, track: a}"))
        .containsExactly("track belongs to write mode scd2.");
    assertThat(mistakes(Write.class, "mode: apend"))
        .containsExactly("Unknown value 'apend'. Did you mean 'append'?");
    assertThat(mistakes(Reject.class, "warn: 101%"))
        .containsExactly("Invalid share: 1.01. Use 0% to 100%.");
    assertThat(mistakes(Reject.class, "fail: much"))
        .containsExactly("Invalid share: much. Write 5% or 0.05.");
  }
}
