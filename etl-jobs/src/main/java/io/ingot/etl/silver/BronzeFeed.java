package io.ingot.etl.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import io.ingot.core.batch.Pin;
import io.ingot.core.batch.Plan;
import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.ColumnName;
import io.ingot.core.project.Project;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.TableName;
import io.ingot.core.run.StageContext;
import io.ingot.etl.bronze.BronzeColumns;
import io.ingot.etl.silver.contract.BronzeRecord;
import io.ingot.etl.silver.contract.Contract;
import io.ingot.etl.silver.contract.Feed;
import io.ingot.etl.silver.contract.References;
import io.ingot.etl.silver.contract.RowJson;
import io.ingot.etl.silver.contract.SilverColumns;
import io.ingot.etl.silver.quarantine.EventLog;
import io.ingot.etl.silver.quarantine.Quarantine;
import io.ingot.etl.silver.schema.NewFields;
import io.ingot.etl.silver.schema.UnknownFields;
import io.ingot.etl.silver.schema.Watch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** The bronze rows of a plan, new ones or refused ones, as a silver table's contract reads them. */
final class BronzeFeed {
  private static final String BRONZE = "_bronze";
  private static final String ID = "_refused";

  private final SilverTable declared;
  private final StageContext context;

  BronzeFeed(SilverTable declared, StageContext context) {
    this.declared = declared;
    this.context = context;
  }

  /** The rows of a plan that reads any. */
  Feed of(Plan plan) {
    return plan instanceof Plan.Replay replay ? of(replay) : of((Plan.Advance) plan);
  }

  /** The new batches of every bronze table that the plan follows. */
  private Feed of(Plan.Advance plan) {
    References references = references(plan.inputs());
    return feed(
        new TreeMap<>(plan.from())
            .entrySet().stream()
                .map(from -> part(plan, from.getKey(), from.getValue(), references))
                .toList());
  }

  /** Refused rows as they came from bronze, to be judged once more. */
  private Feed of(Plan.Replay plan) {
    Dataset<Row> refused =
        EventLog.at(context.lake().table(declared.name().quarantine()), plan.quarantine().version())
            .replayable(plan.pick());
    References references = references(plan.inputs());
    return feed(
        declared.from().stream()
            .filter(plan.inputs()::containsKey)
            .map(table -> part(table, again(refused, table), references))
            .toList());
  }

  private Feed feed(List<Feed.Part> parts) {
    return Feed.of(declared, Stream.concat(kept().stream(), added(parts).stream()).toList(), parts);
  }

  private Dataset<Row> again(Dataset<Row> refused, TableName table) {
    StructType schema = context.lake().table(table).state().schema();
    Dataset<Row> bronze =
        refused
            .filter(col("from_table").equalTo(table.toString()))
            .select(RowJson.read(col("row"), schema).as(BRONZE), col("id").as(ID))
            .select(col(BRONZE + ".*"), col(ID));
    return sourced(bronze, table, col(ID)).drop(ID);
  }

  /** What a refused row is told by later goes with its source through the contract. */
  private static Dataset<Row> sourced(Dataset<Row> bronze, TableName table, Column id) {
    return bronze.withColumn(
        BronzeColumns.SOURCE,
        struct(
            col(BronzeColumns.SOURCE + ".name"),
            col(BronzeColumns.SOURCE + ".bytes"),
            col(BronzeColumns.SOURCE + ".modified"),
            col(BronzeColumns.SOURCE + ".position"),
            lit(table.toString()).as(Quarantine.TABLE),
            id.cast("string").as(Quarantine.ID)));
  }

  /** The columns that follow the declared ones in the silver table. */
  private List<String> kept() {
    return tellsDeletes()
        ? Stream.concat(SilverColumns.KEPT.stream(), Stream.of(SilverColumns.DELETED)).toList()
        : SilverColumns.KEPT;
  }

  /** The columns that hold what the contract does not name. */
  private List<String> added(List<Feed.Part> parts) {
    boolean rescues =
        has(SilverColumns.RESCUED)
            || parts.stream().anyMatch(part -> part.contract().watch().unknown().rescues());
    return Stream.concat(
            rescues ? Stream.of(SilverColumns.RESCUED) : Stream.of(),
            parts.stream()
                .flatMap(part -> part.contract().watch().unknown().added().keySet().stream()))
        .distinct()
        .toList();
  }

  /** What a table had before, a row that comes again has to be given anew. */
  private boolean has(String column) {
    return List.of(context.lake().table(declared.name()).state().schema().fieldNames())
        .contains(column);
  }

  private boolean tellsDeletes() {
    Project project = context.project();
    return declared.write().deleteWhen().isPresent()
        || has(SilverColumns.DELETED)
        || declared.from().stream()
            .map(project.tables()::get)
            .anyMatch(table -> ((BronzeTable) table).tellsDeletes());
  }

  private Feed.Part part(Plan.Advance plan, TableName table, Pin from, References references) {
    Pin to = plan.inputs().get(table);
    return part(
        table,
        sourced(
            context
                .lake()
                .table(table)
                .at(
                    to.version(),
                    col(BronzeColumns.BATCH)
                        .gt(from.batch())
                        .and(col(BronzeColumns.BATCH).leq(to.batch()))),
            table,
            lit(null)),
        references);
  }

  private Feed.Part part(TableName table, Dataset<Row> bronze, References references) {
    Contract plain =
        Contract.of(declared, new BronzeRecord(declared, table, bronze.schema()), references);
    BronzeTable source = (BronzeTable) context.project().tables().get(table);
    UnknownFields unknown =
        new NewFields(declared, source, bronze.schema())
            .in(plain.valued(bronze), SilverColumns.RESCUED);
    Contract contract = plain.watching(new Watch(Optional.of(table), declared.columns(), unknown));
    return new Feed.Part(contract.valued(bronze), contract);
  }

  private References references(Map<TableName, Pin> inputs) {
    Map<String, Dataset<Row>> known = new LinkedHashMap<>();
    declared
        .columns()
        .forEach(
            (name, contract) ->
                contract.ref().ifPresent(ref -> known.put(name, values(inputs, ref))));
    return new References(known);
  }

  private Dataset<Row> values(Map<TableName, Pin> inputs, ColumnName ref) {
    Pin pin = inputs.get(ref.table());
    Column value = col("`" + ref.column() + "`");
    // Distinct even for a key: a value that is there twice would double the rows that refer to it.
    return context
        .lake()
        .table(ref.table())
        .at(pin.version(), value.isNotNull())
        .select(value)
        .distinct();
  }
}
