package io.ingot.etl.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Candidate;
import io.ingot.core.batch.Pin;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Published;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.MergeRequest;
import io.ingot.core.lake.Publication;
import io.ingot.core.lake.TableLayout;
import io.ingot.core.project.ColumnName;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.Table;
import io.ingot.core.project.Write;
import io.ingot.core.run.Stage;
import io.ingot.core.run.StageContext;
import io.ingot.etl.bronze.BronzeColumns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DatetimeType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/** Carries new bronze batches into a silver table: judged by the contract, latest per key. */
public final class SilverStage implements Stage {
  private final SilverTable declared;

  public SilverStage(SilverTable declared) {
    this.declared = Objects.requireNonNull(declared, "declared");
  }

  @Override
  public Table table() {
    return declared;
  }

  @Override
  public Plan plan(StageContext context) {
    return SilverPlan.of(declared, context);
  }

  @Override
  public Published run(StageContext context, Batch batch) {
    Lake lake = context.lake();
    Quarantine quarantine = new Quarantine(lake, batch);
    quarantine.requireSameBatch(batch);
    Dataset<Row> bronze = bronze(lake, (Plan.Advance) batch.plan());
    Contract contract =
        Contract.of(
            declared,
            new BronzeRecord(declared, bronze.schema()),
            references(context, (Plan.Advance) batch.plan()));
    Dataset<Row> opened = contract.opened(bronze);
    RejectGate gate =
        new RejectGate(
            declared.reject(), contract.rules(), broken -> example(opened, contract, broken));
    return context
        .writer(List.of(gate))
        .publish(
            batch,
            new Candidate(
                marked(opened, contract),
                new Candidate.Fates(col(SilverColumns.DUPLICATE), col(SilverColumns.BAD)),
                contract.counters(),
                contract::published,
                entry(lake, opened, contract),
                layout(),
                Map.of()),
            counts ->
                quarantine.commit(
                    batch, counts, contract.explained(contract.judged(opened)), contract));
  }

  private Dataset<Row> bronze(Lake lake, Plan.Advance plan) {
    return lake.table(plan.driver())
        .at(plan.to().version())
        .filter(
            col(BronzeColumns.BATCH)
                .gt(plan.from().batch())
                .and(col(BronzeColumns.BATCH).leq(plan.to().batch())));
  }

  private Dataset<Row> marked(Dataset<Row> opened, Contract contract) {
    List<String> keys = declared.keys();
    if (keys.isEmpty()) {
      return contract.judged(opened).withColumn(SilverColumns.DUPLICATE, lit(false));
    }
    return LatestPerKey.mark(
        opened,
        contract.keyValues(),
        contract::judged,
        keys.stream().map(contract::value).toArray(Column[]::new),
        newestFirst(contract));
  }

  private Column[] newestFirst(Contract contract) {
    return Stream.concat(
            order().stream().map(column -> contract.value(column).desc_nulls_last()),
            Stream.of(
                col(BronzeColumns.SOURCE + ".position").desc_nulls_last(),
                xxhash64(contract.everyValue()).desc()))
        .toArray(Column[]::new);
  }

  /**
   * The columns that tell which row of a key is newer. Batches follow each other in the order in
   * which they were extracted; their clocks need not, since a slow run may commit after a later
   * one.
   */
  private List<String> order() {
    return Stream.concat(
            declared.write().orderBy().stream()
                .filter(column -> !column.equals(SilverColumns.EXTRACTED_AT)),
            Stream.of(SilverColumns.BATCH))
        .distinct()
        .toList();
  }

  private Candidate.Entry entry(Lake lake, Dataset<Row> opened, Contract contract) {
    boolean first = lake.table(declared.name()).state().batch() < 0;
    if (declared.write().mode() == Write.Mode.APPEND || first) {
      return new Candidate.Entry.Write(new Publication.Append());
    }
    return new Candidate.Entry.Merge(
        new MergeRequest(
            declared.keys(),
            order(),
            List.copyOf(declared.columns().keySet()),
            KeyRange.of(contract.keys(opened))));
  }

  private TableLayout layout() {
    List<String> partitions = declared.write().partitionBy();
    List<String> statistics =
        Stream.of(
                declared.keys().stream(),
                declared.write().orderBy().stream(),
                SilverColumns.KEPT.stream())
            .flatMap(columns -> columns)
            .distinct()
            .filter(column -> !partitions.contains(column))
            .filter(this::hasRange)
            .toList();
    return new TableLayout(partitions, statistics, Map.of("delta.enableChangeDataFeed", "true"));
  }

  /** Delta refuses to keep statistics on other types. */
  private boolean hasRange(String column) {
    DataType type =
        Optional.ofNullable(declared.columns().get(column))
            .map(contract -> DataType.fromDDL(contract.type()))
            .orElse(DataTypes.TimestampType);
    return type instanceof NumericType
        || type instanceof DatetimeType
        || type instanceof StringType;
  }

  private References references(StageContext context, Plan.Advance plan) {
    Map<String, Dataset<Row>> known = new LinkedHashMap<>();
    declared
        .columns()
        .forEach(
            (name, contract) ->
                contract.ref().ifPresent(ref -> known.put(name, values(context, plan, ref))));
    return new References(known);
  }

  private static Dataset<Row> values(StageContext context, Plan.Advance plan, ColumnName ref) {
    Pin pin = plan.inputs().get(ref.table());
    Dataset<Row> column =
        context.lake().table(ref.table()).at(pin.version()).select(col("`" + ref.column() + "`"));
    // Distinct even for a key: a value that is there twice would double the rows that refer to it.
    return column.filter(column.col(ref.column()).isNotNull()).distinct();
  }

  private static Optional<String> example(
      Dataset<Row> opened, Contract contract, Optional<Rule> rule) {
    Dataset<Row> judged = contract.explained(contract.judged(opened));
    return judged
        .filter(rule.map(Rule::broken).orElse(col(SilverColumns.BAD)))
        .select(col("_errors").cast("string"), col(BronzeColumns.SOURCE + ".name"))
        .limit(1)
        .collectAsList()
        .stream()
        .findFirst()
        .map(row -> row.getString(0) + " in " + row.getString(1));
  }
}
