package io.ingot.core.project;

import static io.ingot.core.project.Binding.mistakes;
import static io.ingot.core.project.Binding.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GoldTableTest {
  @Test
  void anEmptyDeclarationReplacesTheWholeTable() {
    assertThat(read(GoldTable.class, ""))
        .isEqualTo(
            new GoldTable(
                Binding.TABLE,
                Binding.SQL,
                Optional.empty(),
                Optional.empty(),
                Write.by(Write.Mode.REPLACE, List.of()),
                List.of(),
                List.of(),
                List.of(),
                Watch.none(),
                Maintain.unsaid(),
                Set.of()));
  }

  @Test
  void everyKeyIsRead() {
    GoldTable table =
        read(
            GoldTable.class,
            """
            description: Sales by day
            write: {mode: replace_partitions, partition_by: month}
            recompute: {driver: silver.sales, by: month, from: month(sold_on)}
            checks: [{unique: [a, b], level: warn}]
            tags: [kpi]
            """);

    assertThat(table)
        .isEqualTo(
            new GoldTable(
                Binding.TABLE,
                Binding.SQL,
                Optional.of("Sales by day"),
                Optional.empty(),
                Write.by(Write.Mode.REPLACE_PARTITIONS, List.of("month")),
                List.of(),
                List.of(Recompute.of(Binding.TABLE, List.of("month"), List.of("month(sold_on)"))),
                List.of(
                    new CountCheck.Unique(
                        List.of("a", "b"),
                        Tolerance.none(),
                        CheckTerms.usual().at(CheckTerms.Level.WARN))),
                Watch.none(),
                Maintain.unsaid(),
                Set.of("kpi")));
    assertThat(table.inputs()).containsExactly(Binding.TABLE);
  }

  @Test
  void aGoldTableIsNotAppendedTo() {
    assertThat(mistakes(GoldTable.class, "write: {mode: append}"))
        .containsExactly(
            "A gold table is written by replace, replace_partitions or merge, not append.");
  }

  @Test
  void recomputeAndReplacePartitionsGoTogether() {
    assertThat(mistakes(GoldTable.class, "write: {mode: replace_partitions, partition_by: d}"))
        .containsExactly(
            "replace_partitions needs recompute, such as {driver: silver.sales, by: sold_on}.");
    assertThat(mistakes(GoldTable.class, "recompute: {driver: silver.sales, by: d}"))
        .containsExactly("recompute belongs to write mode replace_partitions or merge.");
  }

  @Test
  void recomputeFollowsTheOnePartitionColumnAndATableOfTheQuery() {
    String write = "write: {mode: replace_partitions, partition_by: [d]}\n";
    assertThat(mistakes(GoldTable.class, write + "recompute: {driver: silver.sales, by: e}"))
        .containsExactly("recompute.by must be the one column of write.partition_by, not e.");
    assertThat(mistakes(GoldTable.class, write + "recompute: {driver: silver.other, by: d}"))
        .containsExactly("recompute.driver silver.other is not named in the table's SQL.");
    assertThat(mistakes(GoldTable.class, write + "recompute: {}"))
        .containsExactly(
            "Missing key 'driver': The table whose changed rows decide.",
            "Missing key 'by': The partition columns of this table; with mode merge some or all columns of its key.");
  }

  @Test
  void severalInputsAreFollowedByRulesOfTheirOwn() {
    Sql join =
        new Sql(
            "SELECT * FROM silver.sales JOIN silver.product USING (product_id)",
            Set.of(Binding.TABLE, TableName.of("silver.product")));
    assertThat(
            Binding.of(
                    GoldTable.class,
                    """
                    write: {mode: merge}
                    key: [store_id, sold_on]
                    recompute:
                      - {driver: silver.sales, by: sold_on}
                      - {driver: silver.product, key: product_id, of: silver.sales, of_key: bought, by: sold_on}
                    """,
                    join)
                .read(GoldTable.class)
                .recompute())
        .containsExactly(
            Recompute.of(Binding.TABLE, List.of("sold_on"), List.of()),
            new Recompute(
                TableName.of("silver.product"),
                List.of("sold_on"),
                List.of(),
                List.of("product_id"),
                Optional.of(Binding.TABLE),
                List.of("bought")));
  }

  @Test
  void aRuleThatCannotBeFollowedIsTold() {
    String merge = "write: {mode: merge}\nkey: [a, b]\nrecompute: ";
    assertThat(mistakes(GoldTable.class, "write: {mode: merge}"))
        .containsExactly(
            "merge needs key, the columns that tell rows apart, such as key: [customer_id].");
    assertThat(mistakes(GoldTable.class, "key: a"))
        .containsExactly("key belongs to write mode merge.");
    assertThat(mistakes(GoldTable.class, "write: {mode: merge}\nkey: a"))
        .containsExactly("merge needs recompute, such as {driver: silver.sales, by: sold_on}.");
    assertThat(mistakes(GoldTable.class, merge + "{driver: silver.sales, by: c}"))
        .containsExactly("recompute.by must be columns of key, not c.");
    assertThat(
            mistakes(
                GoldTable.class,
                merge + "[{driver: silver.sales, by: a}, {driver: silver.sales, by: b}]"))
        .containsExactly("Every recompute rule needs the same columns in 'by'.");
    assertThat(mistakes(GoldTable.class, merge + "{driver: silver.sales, by: [a, b], from: x}"))
        .containsExactly("recompute.from must have as many entries as recompute.by (2), not 1.");
    assertThat(mistakes(GoldTable.class, merge + "{driver: silver.sales, by: a, key: k}"))
        .singleElement()
        .asString()
        .startsWith("recompute.key and recompute.of go together");
    assertThat(
            mistakes(
                GoldTable.class, merge + "{driver: silver.sales, by: a, key: k, of: silver.b}"))
        .containsExactly("recompute.of silver.b is not named in the table's SQL.");
  }

  @Test
  void aClassAnswersInTheQuerysPlace() {
    String transform = "transform: {class: com.acme.Scores, inputs: [silver.a], version: %s}\n";
    GoldTable one = transformed(transform.formatted("1"));
    assertThat(one.inputs()).containsExactly(TableName.of("silver.a"));
    assertThat(one.answeredBy()).isEqualTo("com.acme.Scores");
    assertThat(one.definitionHash())
        .isEqualTo(transformed(transform.formatted("1") + "description: x").definitionHash())
        .isNotEqualTo(transformed(transform.formatted("2")).definitionHash());
    assertThat(
            Binding.of(
                    GoldTable.class, "transform: {class: 1x, inputs: [], version: a}", Sql.none())
                .messages())
        .singleElement()
        .asString()
        .startsWith("'1x' is no name of a class.");
  }

  private static GoldTable transformed(String yaml) {
    return Binding.of(GoldTable.class, yaml, Sql.none()).read(GoldTable.class);
  }
}
