package io.ingot.etl.bronze.jdbc;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.batch.Window;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.Watermark;
import io.ingot.core.project.Watermark.OnNull;
import io.ingot.etl.bronze.BronzeColumns;
import io.ingot.etl.bronze.Extraction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rows of one batch of a database's table. */
final class JdbcReader {
  /** How many rows of a batch have no value of the watermark. */
  static final String NULLS = "null_cursor";

  private final BronzeTable declared;
  private final Lake lake;
  private final JdbcTable table;
  private final JdbcRows rows;

  JdbcReader(BronzeTable declared, Lake lake, JdbcTable table, JdbcRows rows) {
    this.declared = declared;
    this.lake = lake;
    this.table = table;
    this.rows = rows;
  }

  /** All rows, as of one moment. */
  Extraction whole() {
    return Extraction.of(marked(rows.within(lake.spark(), "1 = 1")));
  }

  /** The rows of a window, with those that are late and those that have no place in any. */
  Extraction next(Window window) {
    JdbcWindows windows = windows();
    Dataset<Row> read = within(windows.conditionWithLate(window));
    CursorColumn cursor = new CursorColumn(windows.cursor());
    List<Column> tally = new ArrayList<>();
    tally.add(count_if(cursor.isMissing()).as(NULLS));
    boolean nulls = watermark().onNull() != OnNull.FAIL;
    boolean late = watermark().lookback().isPresent();
    Dataset<Row> marked = corruptIfMissing(marked(read), rows.names(), cursor);
    Optional<Dataset<Row>> there =
        late || nulls
            ? there(cursor.mayRepeat(windows.withLookback(window), window, nulls))
            : Optional.empty();
    Column repeated = there.isPresent() ? Repeats.known() : lit(false);
    if (late) {
      tally.add(count_if(cursor.isBefore(window).and(not(repeated))).as("late_rows"));
    }
    return there
        .map(known -> Repeats.mark(marked, known, rows.names()))
        .map(joined -> new Extraction(joined, repeated, tally, Repeats.ADDED))
        .orElseGet(() -> new Extraction(marked, repeated, tally, List.of()));
  }

  /** The rows of a window that was taken before. */
  Extraction again(Window.Times window) {
    JdbcWindows windows = windows();
    Dataset<Row> read = within(windows.condition(window));
    CursorColumn cursor = new CursorColumn(windows.cursor());
    return new Extraction(
        Repeats.mark(marked(read), there(cursor.isWithin(window)).orElseThrow(), rows.names()),
        Repeats.known(),
        List.of(count_if(cursor.isMissing()).as(NULLS)),
        Repeats.ADDED);
  }

  /** A mark of deletion for each key that the source no longer holds. */
  Extraction vanished(Window.Keys window) {
    LakeTable bronze = lake.table(declared.name());
    List<String> key = declared.deletes().key();
    Cursor cursor = windows().cursor();
    Map<String, Column> set = new HashMap<>();
    if (cursor.kind() != CursorKind.NUMBER) {
      set.put(cursor.name(), new CursorColumn(cursor).literal(window.at()));
    }
    if (!rows.names().containsAll(key)) {
      throw new ProjectException(
          "Cannot compare the keys of "
              + table.origin()
              + ": it has not got all the columns "
              + String.join(", ", key)
              + ". Correct deletes.key.");
    }
    Dataset<Row> source = rows.only(key).within(lake.spark(), "1 = 1");
    return new Extraction(
        described(VanishedKeys.tombstones(bronze.at(bronze.state().version()), source, key, set))
            .withColumn(BronzeColumns.DELETED, lit(true)),
        lit(false),
        List.of(count(lit(1)).as("deleted_rows"), count_if(lit(false)).as(NULLS)),
        List.of());
  }

  /** The rows of bronze that a condition tells; empty before the first batch. */
  private Optional<Dataset<Row>> there(Column condition) {
    LakeTable bronze = lake.table(declared.name());
    TableState state = bronze.state();
    return state.exists()
        ? Optional.of(bronze.at(state.version()).filter(condition))
        : Optional.empty();
  }

  private Dataset<Row> within(String condition) {
    return declared
        .read()
        .filter(read -> read.partitions() > 1)
        .flatMap(
            read ->
                table
                    .range(read.partitionBy(), condition)
                    .map(range -> range.cut(rows.part(), read.partitions()))
                    .map(cut -> rows.within(lake.spark(), condition, read.partitionBy(), cut)))
        .orElseGet(() -> rows.within(lake.spark(), condition));
  }

  private Dataset<Row> described(Dataset<Row> rows) {
    return rows.withColumn(
            BronzeColumns.SOURCE,
            BronzeColumns.source(
                lit(table.origin()),
                BronzeColumns.none(),
                BronzeColumns.none(),
                BronzeColumns.none()))
        .withColumn(BronzeColumns.CORRUPT, BronzeColumns.none().cast("string"));
  }

  /** Rows with what a batch of this table has beside the source's columns. */
  private Dataset<Row> marked(Dataset<Row> rows) {
    return switch (declared.deletes().mode()) {
      case NONE -> described(rows);
      case RECONCILE -> described(rows).withColumn(BronzeColumns.DELETED, lit(false));
      case SOFT ->
          described(rows)
              .withColumn(
                  BronzeColumns.DELETED,
                  coalesce(
                      expr(declared.deletes().when().orElseThrow()).cast("boolean"), lit(false)));
    };
  }

  private Dataset<Row> corruptIfMissing(
      Dataset<Row> rows, List<String> columns, CursorColumn cursor) {
    if (watermark().onNull() != OnNull.QUARANTINE) {
      return rows;
    }
    Column record =
        to_json(
            struct(columns.stream().map(Repeats::quoted).toArray(Column[]::new)),
            Map.of("ignoreNullFields", "false"));
    return rows.withColumn(BronzeColumns.CORRUPT, when(cursor.isMissing(), record));
  }

  private JdbcWindows windows() {
    return new JdbcWindows(table, watermark());
  }

  private Watermark watermark() {
    return declared.watermark().orElseThrow();
  }
}
