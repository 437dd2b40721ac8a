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
                Write.by(Write.Mode.REPLACE, List.of()),
                Optional.empty(),
                List.of(),
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
                Write.by(Write.Mode.REPLACE_PARTITIONS, List.of("month")),
                Optional.of(
                    new GoldTable.Recompute(Binding.TABLE, "month", Optional.of("month(sold_on)"))),
                List.of(new Check.Unique(List.of("a", "b"), Check.Level.WARN)),
                Set.of("kpi")));
    assertThat(table.inputs()).containsExactly(Binding.TABLE);
  }

  @Test
  void aGoldTableIsNotAppendedTo() {
    assertThat(mistakes(GoldTable.class, "write: {mode: append}"))
        .containsExactly("A gold table is written by replace or replace_partitions, not append.");
  }

  @Test
  void recomputeAndReplacePartitionsGoTogether() {
    assertThat(mistakes(GoldTable.class, "write: {mode: replace_partitions, partition_by: d}"))
        .containsExactly(
            "replace_partitions needs recompute, such as {driver: silver.sales, by: sold_on}.");
    assertThat(mistakes(GoldTable.class, "recompute: {driver: silver.sales, by: d}"))
        .containsExactly("recompute belongs to write mode replace_partitions.");
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
            "Missing key 'by': The partition column of this table.");
  }
}
