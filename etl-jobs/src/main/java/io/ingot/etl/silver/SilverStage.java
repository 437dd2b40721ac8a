package io.ingot.etl.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.try_element_at;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Candidate;
import io.ingot.core.batch.Gate;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Published;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableLayout;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.ColumnContract;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.Table;
import io.ingot.core.run.ContractStage;
import io.ingot.core.run.RefusedRows;
import io.ingot.core.run.StageContext;
import io.ingot.etl.bronze.BronzeColumns;
import io.ingot.etl.silver.contract.Feed;
import io.ingot.etl.silver.contract.RejectGate;
import io.ingot.etl.silver.contract.Rule;
import io.ingot.etl.silver.contract.SilverColumns;
import io.ingot.etl.silver.quarantine.Quarantine;
import io.ingot.etl.silver.schema.SchemaGate;
import io.ingot.etl.silver.schema.TableSchema;
import io.ingot.etl.silver.write.Mode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DatetimeType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/** Carries new bronze batches into a silver table: judged by the contract, latest per key. */
public final class SilverStage implements ContractStage {
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
    Quarantine quarantine = new Quarantine(declared, context.lake(), batch);
    quarantine.requireSameBatch();
    Published published = publish(context, batch, quarantine);
    quarantine.forget();
    return published;
  }

  private Published publish(StageContext context, Batch batch, Quarantine quarantine) {
    Lake lake = context.lake();
    // A contract has many columns that are made of each other, and what Spark infers from that
    // grows with their square at least; there is nothing here that it would spare.
    lake.spark().conf().set("spark.sql.constraintPropagation.enabled", false);
    if (batch.plan() instanceof Plan.Waive waive) {
      return new Waiver(context, batch).publish(waive, quarantine);
    }
    TableState state = lake.table(declared.name()).state();
    Feed feed = new BronzeFeed(declared, context).of(batch.plan());
    TableSchema columns = new TableSchema(declared, state.schema());
    feed.watches().forEach(watch -> columns.requireTakes(watch.unknown().added()));
    Mode mode =
        Mode.of(
            declared, Stream.concat(feed.kept().stream(), columns.compared(feed.kept())).toList());
    Optional<BatchRecord> last =
        BatchRecord.of(lake.table(declared.name()), state.generation(), state.batch());
    SchemaGate shape = shape(feed, last);
    lake.words().doing("look for keys that come twice in " + batch.plan().reads());
    return context
        .writer(gates(shape, feed, batch.plan()))
        .publish(
            batch,
            new Candidate(
                mode.marked(feed),
                new Candidate.Fates(col(SilverColumns.DUPLICATE), col(SilverColumns.BAD)),
                Stream.concat(feed.counters().stream(), shape.tallies().stream()).toList(),
                Stream.concat(mode.columns(feed).stream(), columns.nulls(feed.kept())).toList(),
                new Candidate.Aside(Quarantine.aside(), feed.judged()),
                new StagingChoice(lake, batch.plan(), last).of(mode.entry(state.nextBatch())),
                layout(mode),
                Map.of()),
            quarantine::commit);
  }

  @Override
  public RefusedRows refused(StageContext context) {
    return new Refused(declared, context);
  }

  /** Everything in a replay was refused before, so its share says nothing. */
  private List<Gate> gates(SchemaGate shape, Feed feed, Plan plan) {
    Function<Optional<Rule>, Optional<String>> example = broken -> example(feed, broken);
    return plan instanceof Plan.Replay
        ? List.of(RejectGate.withoutShares(feed.rules(), example), new ReplayGate())
        : List.of(shape, new RejectGate(declared.reject(), feed.rules(), example));
  }

  private SchemaGate shape(Feed feed, Optional<BatchRecord> last) {
    return new SchemaGate(
        declared,
        feed.watches(),
        // Of refused rows alone nothing can be told about what a source usually has.
        last.filter(batch -> batch.plan() instanceof Plan.Advance),
        (column, of) -> came(feed, column, of));
  }

  private TableLayout layout(Mode mode) {
    List<String> partitions = declared.write().partitionBy();
    List<String> statistics =
        Stream.of(
                declared.keys().stream(),
                declared.write().orderBy().stream(),
                SilverColumns.KEPT.stream(),
                mode.pruned().stream())
            .flatMap(columns -> columns)
            .distinct()
            .filter(column -> !partitions.contains(column))
            .filter(this::hasRange)
            .filter(column -> !isPersonal(column))
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

  /** A statistic would put values of persons into the log, and nothing here prunes by them. */
  private boolean isPersonal(String column) {
    return Optional.ofNullable(declared.columns().get(column))
        .filter(ColumnContract::personal)
        .isPresent();
  }

  private static Optional<String> came(Feed feed, String column, Column of) {
    return feed
        .judged()
        .filter(of)
        .select(
            try_element_at(
                    filter(
                        col(SilverColumns.ERRORS),
                        error -> error.getField("column").equalTo(column)),
                    lit(1))
                .getField("value"))
        .limit(1)
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static Optional<String> example(Feed feed, Optional<Rule> rule) {
    return feed
        .judged()
        .filter(col(rule.map(Rule::flag).orElse(SilverColumns.BAD)))
        .select(col(SilverColumns.ERRORS).cast("string"), col(BronzeColumns.SOURCE + ".name"))
        .limit(1)
        .collectAsList()
        .stream()
        .findFirst()
        .map(row -> row.getString(0) + " in " + row.getString(1));
  }
}
