package io.ingot.core.lake;

import static io.ingot.core.testkit.Lakes.rows;
import static io.ingot.core.testkit.Lakes.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Lakes;
import io.ingot.core.testkit.Unconserved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeUpkeepTest {
  private static final String SALES = "silver.sales";
  private static final TableName NAME = TableName.of(SALES);
  private static final TableLayout BY_DAY =
      new TableLayout(List.of("day"), List.of(), Map.of("delta.enableChangeDataFeed", "true"));

  /** A value that folders and the log write in two ways. */
  private static final String ODD = "O''w ed%25+ü";

  @TempDir Path folder;
  private Lake lake;
  private LakeTable table;
  private LakeUpkeep upkeep;

  @BeforeEach
  void openLake() {
    lake = Lakes.in(folder);
    table = lake.table(NAME);
    upkeep = lake.upkeep(NAME);
  }

  @Test
  @Unconserved("a row is changed by hand, so that there is a change feed")
  void filesOfARefusedBatchGoAndEveryVersionStaysReadable() throws IOException {
    commit(0, "(1, '" + ODD + "'), (2, 'tue')");
    sql("UPDATE delta.`%s` SET id = 3 WHERE id = 2");
    long before = table.state().version();
    PendingCommit refused =
        table.write(rows(lake, "id, day", "(9, '" + ODD + "')"), new Publication.Append(), BY_DAY);
    upkeep.compact(1 << 20);
    commit(1, "(4, 'tue')");
    age();

    StrayFiles strays = upkeep.unnamed(Instant.now().minus(Duration.ofDays(1)));
    upkeep.remove(strays);

    assertThat(refused.rows()).isEqualTo(1);
    assertThat(strays.count()).isEqualTo(1);
    assertThat(strays.bytes()).isEqualTo(refused.bytes());
    assertThat(texts(lake, SALES, "id")).containsExactly("[1]", "[3]", "[4]");
    for (long version = 0; version <= before; version++) {
      assertThat(table.at(version).count()).isEqualTo(2);
    }
    assertThat(table.changes(0, before, List.of("id")).collectAsList()).hasSize(2);
    assertThat(upkeep.unnamed(Instant.now()).count()).isZero();
  }

  @Test
  void aFileThatARunMayYetCommitIsNoStray() {
    commit(0, "(1, 'mon')");
    PendingCommit pending =
        table.write(rows(lake, "id, day", "(2, 'mon')"), new Publication.Append(), BY_DAY);

    assertThat(upkeep.unnamed(Instant.now().minus(Duration.ofDays(1))).count()).isZero();
    assertThat(upkeep.unnamed(Instant.now().plusSeconds(5)).count()).isEqualTo(1);
    pending.commit(new CommitMark(table.writer(0), 1, Map.of(), "{}"));
    assertThat(upkeep.unnamed(Instant.now().plusSeconds(5)).count()).isZero();
  }

  @Test
  void whatHoldsTheProgressIsTheSameAfterEveryKindOfUpkeep() {
    for (long batch = 0; batch < 3; batch++) {
      commit(batch, "(" + batch + ", 'mon'), (7, 'tue')");
    }
    TableState before = table.state();
    List<String> rows = texts(lake, SALES, "*");

    List<PartitionFiles> counted = upkeep.files(1 << 20, -1);
    assertThat(counted).hasSize(2).allMatch(partition -> partition.small() == 3);
    assertThat(counted.get(0).saved(1 << 20)).isEqualTo(2);
    long ordered =
        upkeep.order(
            List.of("id"),
            counted.stream().filter(partition -> partition.values().get(0).equals("mon")).toList(),
            1 << 20);
    assertThat(upkeep.files(1 << 20, ordered)).allMatch(partition -> partition.unordered() == 0);
    assertThat(upkeep.files(1 << 20, -1))
        .extracting(partition -> partition.values().get(0) + " " + partition.files())
        .containsExactlyInAnyOrder("mon 1", "tue 3");
    upkeep.compact(1 << 20);
    assertThat(upkeep.files(1 << 20, ordered)).allMatch(partition -> partition.files() == 1);
    upkeep.keep(Duration.ofDays(60));
    long last = table.state().version();
    assertThat(upkeep.expired(Duration.ofDays(8)).count()).as("less than the table says").isZero();
    StrayFiles expired = upkeep.expired(Duration.ZERO);
    assertThat(expired.count()).isEqualTo(6);
    upkeep.remove(expired);

    TableState after = table.state();
    assertThat(after.version()).isEqualTo(last).isGreaterThan(before.version());
    assertThat(after.batch()).isEqualTo(before.batch());
    assertThat(after.bounds()).isEqualTo(before.bounds()).containsEntry("hi", 2L);
    assertThat(after.tableId()).isEqualTo(before.tableId());
    assertThat(table.committed(0, 2).orElseThrow().record()).isEqualTo("{\"n\":2}");
    assertThat(texts(lake, SALES, "*")).isEqualTo(rows);
    assertThat(table.changes(before.version(), last, List.of("id")).collectAsList()).isEmpty();
    assertThat(upkeep.keeps(Duration.ofDays(60))).isTrue();
    assertThat(upkeep.expired(Duration.ZERO).count()).isZero();
    commit(3, "(8, 'mon')");
    assertThat(
            table
                .changes(last, table.state().version(), List.of("id"))
                .collectAsList()
                .get(0)
                .getInt(0))
        .isEqualTo(8);
  }

  private void commit(long batch, String... values) {
    table
        .write(rows(lake, "id, day", values), new Publication.Append(), BY_DAY)
        .commit(
            new CommitMark(table.writer(0), batch, Map.of("hi", batch), "{\"n\":" + batch + "}"));
  }

  private void sql(String text) {
    lake.spark().sql(text.formatted(table.path()));
  }

  /** Makes all that is there two days old. */
  private void age() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(table.path()))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".parquet")).toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
      }
    }
  }
}
