package io.ingot.core.trial;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.BatchWriter;
import io.ingot.core.batch.Candidate;
import io.ingot.core.batch.Landing;
import io.ingot.core.batch.Pin;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Plans;
import io.ingot.core.batch.Tenure;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.MergeRequest;
import io.ingot.core.lake.Publication;
import io.ingot.core.lake.TableLayout;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.GoldTable;
import io.ingot.core.project.Project;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.project.Write;
import io.ingot.core.trial.Trial.Given;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Given rows of tables that are not read from files, as batches of those tables.
 *
 * @param project of the case
 * @param lake of the case
 */
record TrialTables(Project project, Lake lake) {
  private static final String EXTRACTED_AT = "_extracted_at";
  private static final String BATCH = "_batch";
  private static final String VALID_FROM = "_valid_from";
  private static final String VALID_TO = "_valid_to";
  private static final String CURRENT = "_current";

  /** A moment long ago, so that whatever arrives is newer. */
  private static final String LONG_AGO = "TIMESTAMP '2000-01-01 00:00:00'";

  /** Rows of an input: added, or by key where the table has a key. */
  void arrive(Given given) {
    Table table = table(given.table());
    TableState state = lake.table(given.table()).state();
    Dataset<Row> rows = rows(given, table);
    boolean merges =
        state.exists()
            && table instanceof SilverTable silver
            && silver.write().mode() == Write.Mode.MERGE;
    publish(
        table,
        new Plan.Rebuild(Map.of(), "given by a test"),
        rows,
        merges
            ? new Candidate.Entry.Staged((own, staged) -> merge((SilverTable) table, staged))
            : new Candidate.Entry.Write(new Publication.Append()));
  }

  /**
   * Rows of the tested table, as if a run had made them when its inputs were as told.
   *
   * @param inputs what of them the table has taken already
   */
  void stand(Given given, Map<TableName, Pin> inputs) {
    Table table = table(given.table());
    Map<TableName, Pin> followed = new TreeMap<>(inputs);
    if (table instanceof SilverTable silver) {
      followed.keySet().retainAll(silver.from());
    }
    publish(
        table,
        table instanceof GoldTable
            ? new Plan.Rebuild(inputs, "given by a test")
            : new Plan.Advance(followed, inputs, "given by a test"),
        rows(given, table),
        new Candidate.Entry.Write(new Publication.Append()));
  }

  private void publish(Table table, Plan plan, Dataset<Row> rows, Candidate.Entry entry) {
    TableState state = lake.table(table.name()).state();
    new BatchWriter(lake, new Plans(lake), List.of(), Tenure.unshared())
        .publish(
            new Batch(
                table.name(),
                state.generation(),
                state.nextBatch(),
                plan,
                table.definitionHash(),
                "test",
                Instant.EPOCH),
            new Candidate(
                rows,
                Candidate.Fates.allKept(),
                List.of(),
                List.of(),
                Candidate.Aside.nothing(rows),
                entry,
                new TableLayout(
                    partitions(table), List.of(), Map.of("delta.enableChangeDataFeed", "true")),
                Map.of()));
  }

  private static Landing merge(SilverTable table, Dataset<Row> staged) {
    List<String> compared =
        Arrays.stream(staged.columns()).filter(name -> !table.keys().contains(name)).toList();
    return new Landing.Merge(
        staged, new MergeRequest(table.keys(), List.of(BATCH), compared, List.of()));
  }

  private Dataset<Row> rows(Given given, Table table) {
    Dataset<Row> rows = new TypedRows(GivenRows.read(given.file()), types(table)).in(lake.spark());
    if (!(table instanceof SilverTable silver)) {
      return rows;
    }
    Dataset<Row> complete = rows;
    for (String column : silver.columns().keySet()) {
      complete = or(complete, column, "cast(null AS " + silver.columns().get(column).type() + ")");
    }
    complete = or(complete, EXTRACTED_AT, LONG_AGO);
    complete = or(complete, BATCH, "cast(" + (given.arrival() - 1) + " AS bigint)");
    if (silver.write().mode() == Write.Mode.SCD2) {
      complete = or(complete, VALID_FROM, "cast(" + validFrom(silver) + " AS timestamp)");
      complete = or(complete, VALID_TO, "cast(null AS timestamp)");
      complete = or(complete, CURRENT, VALID_TO + " IS NULL");
      complete = or(complete, "_repeats", "cast(null AS array<struct<_valid_from: timestamp>>)");
    }
    return complete;
  }

  private static String validFrom(SilverTable table) {
    return table.write().orderBy().map(column -> "`" + column + "`").orElse(EXTRACTED_AT);
  }

  private static Dataset<Row> or(Dataset<Row> rows, String column, String otherwise) {
    return List.of(rows.columns()).contains(column)
        ? rows
        : rows.select(col("*"), expr(otherwise).as(column));
  }

  private static Map<String, DataType> types(Table table) {
    Map<String, DataType> types = new LinkedHashMap<>();
    for (String time : List.of(EXTRACTED_AT, VALID_FROM, VALID_TO)) {
      types.put(time, DataTypes.TimestampType);
    }
    types.put(BATCH, DataTypes.LongType);
    types.put(CURRENT, DataTypes.BooleanType);
    types.put("_deleted", DataTypes.BooleanType);
    if (table instanceof SilverTable silver) {
      silver.columns().forEach((name, column) -> types.put(name, DataType.fromDDL(column.type())));
    }
    if (table instanceof FeatureView view) {
      view.entity().forEach((name, type) -> types.put(name, DataType.fromDDL(type)));
    }
    return types;
  }

  private static List<String> partitions(Table table) {
    if (table instanceof SilverTable silver) {
      return silver.write().partitionBy();
    }
    return table instanceof GoldTable gold ? gold.write().partitionBy() : List.of();
  }

  private Table table(TableName name) {
    return project.table(name).orElseThrow();
  }
}
