package io.ingot.core.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Lakes;
import io.ingot.core.testkit.SqlCount;
import io.ingot.core.testkit.Unconserved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Unconserved("tables are written and changed by hand")
class DeltaFilesTest {
  @TempDir Path folder;
  private Lake lake;
  private LakeTable table;

  @BeforeEach
  void open() {
    lake = Lakes.in(folder);
    table = lake.table(TableName.of("bronze.sale"));
  }

  @Test
  void passesOverTheSameRowsAskForTheirFilesOnceAndSeeNoLaterCommit() throws Exception {
    append("(1, 'a')", "(2, 'b')", "(3, CAST(NULL AS STRING))");
    append("(4, 'a')", "(5, 'c')");
    append("(6, 'a')");
    Column condition = col("id").between(2, 5);
    Dataset<Row> usual = table.at(2).filter(condition);
    Dataset<Row> rows = table.at(2, condition);
    sql("DELETE FROM delta.`%s` WHERE id > 2");
    sql("INSERT INTO delta.`%s` VALUES (3, 'later')");

    assertThat(rows.schema()).isEqualTo(usual.schema());
    assertThat(SqlCount.of(lake.spark(), () -> ids(usual))).isGreaterThan(1);
    assertThat(
            SqlCount.of(
                lake.spark(),
                () -> {
                  assertThat(ids(rows)).containsExactly(2, 3, 4, 5);
                  assertThat(ids(rows.filter("part = 'a'"))).containsExactly(4);
                  assertThat(ids(rows.intersect(rows))).containsExactly(2, 3, 4, 5);
                }))
        .isEqualTo(3);
    assertThat(ids(table.at(2, lit(true)))).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(ids(table.at(2, lit(false)))).isEmpty();
  }

  @Test
  void filesThatStatisticsOrPartitionsRuleOutAreNotOpened() throws IOException {
    append("(1, 'a')");
    append("(10, 'a')", "(11, 'b b')", "(12, CAST(NULL AS STRING))");
    Dataset<Row> rows = table.at(1, col("id").geq(10));
    assertThat(rows.inputFiles()).hasSize(3);
    remove(table.at(1).filter("id = 1"));
    assertThat(ids(rows)).containsExactly(10, 11, 12);

    remove(table.at(1).filter("id = 10"));
    assertThat(ids(rows.filter("part = 'b b'"))).containsExactly(11);
    assertThat(ids(rows.filter("part IS NULL"))).containsExactly(12);
    assertThat(ids(rows.filter("coalesce(part, 'z') > 'a' AND id < 20"))).containsExactly(11, 12);
    assertThatThrownBy(() -> ids(rows.filter("id < 12"))).hasStackTraceContaining("FileNotFound");
  }

  @Test
  void batchesOfATableOfFewFilesAreFoundWithoutAnyQuery() throws Exception {
    append("(1L, 'a')");
    append("(2L, 'a')", "(3L, 'b')");
    append("(4L, 'a')");
    append("(CAST(NULL AS BIGINT), 'a')");
    AtomicReference<Dataset<Row>> rows = new AtomicReference<>();
    assertThat(
            SqlCount.of(
                lake.spark(), () -> rows.set(table.at(3, col("id").gt(1L).and(col("id").lt(4L))))))
        .isZero();
    assertThat(rows.get().inputFiles()).hasSize(3);
    assertThat(texts(rows.get())).containsExactly("[2,a]", "[3,b]");
    assertThat(texts(rows.get().filter("part = 'b'"))).containsExactly("[3,b]");
    assertThat(table.at(3, col("id").equalTo(3L)).inputFiles()).hasSize(2);
    assertThat(table.at(3, col("id").geq(3L).and(col("id").leq(4L))).inputFiles()).hasSize(3);
    assertThat(table.at(3, col("id").gt(Long.MAX_VALUE)).inputFiles()).hasSize(1);
    assertThat(table.at(3, col("part").equalTo("b")).inputFiles()).hasSize(1);
    assertThat(texts(table.at(2, lit(true)))).containsExactly("[1,a]", "[2,a]", "[3,b]", "[4,a]");
  }

  @Test
  void renamedAndWiderColumnsAndDeletedRowsAreReadAsDeltaReadsThem() throws IOException {
    sql(
        "CREATE TABLE delta.`%s` (id SMALLINT, part STRING, note STRING) USING delta PARTITIONED BY"
            + " (part) TBLPROPERTIES ('delta.columnMapping.mode' = 'name',"
            + " 'delta.enableTypeWidening' = 'true', 'delta.enableDeletionVectors' = 'true')");
    sql(
        "INSERT INTO delta.`%s` SELECT /*+ COALESCE(1) */ * FROM VALUES (1, 'a', 'x'), (2, 'a',"
            + " 'y'), (3, 'b', 'z')");
    sql("ALTER TABLE delta.`%s` RENAME COLUMN id TO number");
    sql("ALTER TABLE delta.`%s` RENAME COLUMN part TO place");
    sql("ALTER TABLE delta.`%s` ALTER COLUMN number TYPE INT");
    sql("INSERT INTO delta.`%s` VALUES (100000, 'b', 'x')");
    sql("DELETE FROM delta.`%s` WHERE number = 1");
    long version = table.state().version();
    Dataset<Row> rows = table.at(version, col("number").gt(0));
    assertThat(Path.of(table.path(), String.format("_delta_log/%020d.json", version)))
        .content()
        .contains("\"deletionVector\":{\"storageType\"");

    assertThat(rows.schema()).isEqualTo(table.at(version).schema());
    assertThat(texts(rows)).containsExactly("[100000,b,x]", "[2,a,y]", "[3,b,z]");
    assertThat(texts(rows.filter("place = 'a'"))).containsExactly("[2,a,y]");
    assertThat(texts(rows.filter("note = 'x'"))).containsExactly("[100000,b,x]");
  }

  private void append(String... values) {
    Lakes.rows(lake, "id, part", values)
        .coalesce(1)
        .write()
        .format("delta")
        .partitionBy("part")
        .mode("append")
        .save(table.path());
  }

  private void sql(String statement) {
    lake.spark().sql(String.format(statement, table.path()));
  }

  private static void remove(Dataset<Row> rows) throws IOException {
    String[] files = rows.inputFiles();
    assertThat(files).hasSize(1);
    Files.delete(Path.of(new org.apache.hadoop.fs.Path(files[0]).toUri().getPath()));
  }

  private static List<Integer> ids(Dataset<Row> rows) {
    return rows.select("id").collectAsList().stream().map(row -> row.getInt(0)).sorted().toList();
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }
}
