package io.ingot.quality.state;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.deequ.analyzers.ApproxCountDistinct;
import com.amazon.deequ.analyzers.Completeness;
import com.amazon.deequ.analyzers.Mean;
import com.amazon.deequ.analyzers.ScanShareableAnalyzer;
import com.amazon.deequ.analyzers.Size;
import com.amazon.deequ.analyzers.StandardDeviation;
import io.delta.tables.DeltaTable;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Lakes;
import io.ingot.core.testkit.SparkWork;
import io.ingot.core.testkit.Unconserved;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Option;

@Unconserved("tables are written by hand")
class TableMeasuresTest {
  private static final TableName NAME = TableName.of("silver.sales");
  private static final List<ScanShareableAnalyzer<?, ?>> ANALYSERS =
      List.of(
          new Size(Option.empty()),
          new Completeness("b", Option.empty(), Option.empty()),
          new Mean("a", Option.empty()),
          new StandardDeviation("a", Option.empty()),
          new ApproxCountDistinct("t", Option.empty()));
  private static final List<Column> COLUMNS = Analysers.columns(ANALYSERS);

  @TempDir Path folder;
  private Lake lake;
  private LakeTable table;

  @BeforeEach
  void openLake() {
    lake = Lakes.in(folder);
    table = lake.table(NAME);
  }

  @Test
  void anIncrementOfAHundredthIsAllThatIsReadHoweverItCame() {
    write(numbered(0, 100_000, "CAST(id % 100 AS INT)"), "append", "day");
    SparkWork whole = looked();
    assertThat(whole.rowsRead()).isEqualTo(100_000);

    // Another day of rows.
    write(numbered(100_000, 101_000, "100"), "append", "day");
    assertIncrement(looked(), whole);

    // A merge writes the one partition anew that holds the row.
    DeltaTable.forPath(lake.spark(), table.path())
        .as("t")
        .merge(numbered(7, 8, "7").as("s"), "t.id = s.id AND t.day = 7")
        .whenMatched()
        .updateExpr(Map.of("a", "-1D"))
        .execute();
    assertIncrement(looked(), whole);

    // Two files of one partition become one.
    write(numbered(101_000, 101_010, "100"), "append", "day");
    looked();
    DeltaTable.forPath(lake.spark(), table.path())
        .optimize()
        .where("day = 100")
        .executeCompaction();
    assertIncrement(looked(), whole);

    // Nothing is new.
    assertThat(looked().rowsRead()).isZero();
  }

  @Test
  void whatIsReplacedOrBroughtBackIsMeasuredAsItStands() {
    write(numbered(0, 300, "1"), "append");
    looked();
    write(numbered(300, 400, "1"), "append");
    looked();
    write(numbered(1_000, 1_050, "2"), "overwrite");
    assertThat(looked().rowsRead()).isEqualTo(50);

    DeltaTable.forPath(lake.spark(), table.path()).restoreToVersion(1);
    // With what Delta reads of its own log after such a commit.
    assertThat(looked().rowsRead()).isBetween(400L, 410L);
    // No state of a file that is gone is left.
    assertThat(states()).hasSize(1);
  }

  @Test
  void aNewAggregateReadsOnlyTheColumnsThatItNeeds() {
    write(numbered(0, 50_000, "1"), "append");
    SparkWork first = looked();
    SparkWork again =
        SparkWork.during(lake.spark(), () -> assertThat(over(sum("b")).get(0)).isNotNull());
    SparkWork known = SparkWork.during(lake.spark(), () -> over(sum("b"), count(lit(1))));

    assertThat(again.rowsRead()).isEqualTo(50_000);
    assertThat(again.bytesRead()).isLessThan(first.bytesRead() / 3);
    assertThat(known.rowsRead()).isZero();
  }

  @Test
  void aStateThatIsBrokenForeignOrThereTwiceIsNeverANumber() throws IOException {
    write(numbered(0, 100, "1"), "append");
    looked();
    Path state = states().get(0);
    String text = Files.readString(state);

    // As two calls at the same moment would leave it.
    Files.writeString(state.resolveSibling("other.json"), text);
    assertThat(looked().rowsRead()).isZero();

    Files.delete(state.resolveSibling("other.json"));
    // The count of 100 would be one of 101.
    assertThat(text).contains("AQAAAAAAAABk");
    Files.writeString(state, text.replace("AQAAAAAAAABk", "AQAAAAAAAABl"));
    assertThat(looked().rowsRead()).isEqualTo(100);

    state = states().get(0);
    Files.writeString(state, Files.readString(state).substring(0, 400));
    assertThat(looked().rowsRead()).isEqualTo(100);

    state = states().get(0);
    Files.writeString(
        state, Files.readString(state).replaceFirst("\"tableId\":\"", "\"tableId\":\"0"));
    assertThat(looked().rowsRead()).isEqualTo(100);
    assertThat(states()).hasSize(1);
    assertThat(looked().rowsRead()).isZero();
  }

  @Test
  void whatCannotBeMergedIsMeasuredOverAllRowsEachTime() {
    write(numbered(0, 100, "1"), "append");
    over(count_distinct(col("t")), sum(expr("IF(current_date() > DATE'2020-01-01', 1, 0)")));
    write(numbered(100, 200, "1"), "append");

    assertThat(
            over(
                count_distinct(col("t")),
                sum(expr("IF(current_date() > DATE'2020-01-01', 1, 0)")),
                count(lit(1))))
        .isEqualTo(RowFactory.create(97L, 200L, 200L));
    assertThat(states()).hasSize(1);
  }

  @Test
  void noValueOfAPersonalColumnIsKept() {
    write(numbered(0, 10, "1"), "append");
    over(max("t"), min(expr("CAST(LENGTH(t) AS DOUBLE)")), sum(expr("LENGTH(t)")));
    assertThat(folder.resolve("lake/_ingot")).doesNotExist();

    over(count("t"), sum(expr("CAST(t = 't1' AS INT)")), sum(expr("IF(t > 'a', 1, 0)")));
    assertThat(states()).hasSize(1);
    assertThat(states().get(0)).content().doesNotContain("t1").containsPattern("(SUM-.*){3}");
  }

  @Test
  void emptyTablesEmptyFilesAndPartitionsOfNullAreMeasured() {
    write(numbered(0, 0, "1"), "append", "day");
    assertThat(over(count(lit(1)), sum("b"), max("a")).toString()).isEqualTo("[0,null,null]");

    write(numbered(0, 10, "IF(id > 4, NULL, 1)"), "append", "day");
    looked();
    write(numbered(10, 12, "CAST(NULL AS INT)"), "append", "day");
    assertThat(looked().rowsRead()).isEqualTo(2);
  }

  /** Measures the table, compares with a scan, and tells what was read for it. */
  private SparkWork looked() {
    // So that it is not the log's own files that are counted.
    table.files(table.state().version()).all();
    Row[] values = new Row[1];
    SparkWork reading =
        SparkWork.during(lake.spark(), () -> values[0] = over(COLUMNS.toArray(Column[]::new)));
    Row scanned =
        table.at(table.state().version()).agg(COLUMNS.get(0), Aggregate.rest(COLUMNS)).first();
    Analysers.assertAlike(
        Analysers.metrics(ANALYSERS, values[0]), Analysers.metrics(ANALYSERS, scanned));
    return reading;
  }

  private Row over(Column... columns) {
    return new TableMeasures(lake, NAME, "t"::equals)
        .over(table.files(table.state().version()), List.of(columns));
  }

  private static void assertIncrement(SparkWork read, SparkWork whole) {
    assertThat(read.rowsRead()).isPositive().isLessThanOrEqualTo(whole.rowsRead() / 50);
    assertThat(read.bytesRead()).isPositive().isLessThanOrEqualTo(whole.bytesRead() / 50);
  }

  private Dataset<Row> numbered(long from, long to, String day) {
    return lake.spark()
        .range(from, to)
        .selectExpr(
            "id",
            "CAST(id * 0.37 AS DOUBLE) AS a",
            "IF(id % 10 = 0, NULL, id % 1000) AS b",
            "CONCAT('t', id % 97) AS t",
            day + " AS day");
  }

  private void write(Dataset<Row> rows, String mode, String... partitionBy) {
    rows.repartition(1)
        .write()
        .format("delta")
        .mode(mode)
        .partitionBy(partitionBy)
        .save(table.path());
  }

  private List<Path> states() {
    try (Stream<Path> files = Files.list(folder.resolve("lake/_ingot/states/" + NAME))) {
      return files.filter(file -> file.toString().endsWith(".json")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
