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
import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.ColumnName;
import io.ingot.core.project.Project;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.project.Write;
import io.ingot.core.run.Stage;
import io.ingot.core.run.StageContext;
import io.ingot.etl.bronze.BronzeColumns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
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
    Feed feed = feed(context, (Plan.Advance) batch.plan());
    RejectGate gate =
        new RejectGate(declared.reject(), feed.rules(), broken -> example(feed, broken));
    return context
        .writer(List.of(gate))
        .publish(
            batch,
            new Candidate(
                marked(feed),
                new Candidate.Fates(col(SilverColumns.DUPLICATE), col(SilverColumns.BAD)),
                feed.counters(),
                feed::published,
                entry(context, feed),
                layout(),
                Map.of()),
            counts -> quarantine.commit(batch, counts, feed.judged()));
  }

  private Feed feed(StageContext context, Plan.Advance plan) {
    References references = references(context, plan);
    return Feed.of(
        declared,
        kept(context.project()),
        new TreeMap<>(plan.from())
            .entrySet().stream()
                .map(from -> part(context.lake(), plan, from.getKey(), from.getValue(), references))
                .toList());
  }

  private List<String> kept(Project project) {
    return tellsDeletes(project)
        ? Stream.concat(SilverColumns.KEPT.stream(), Stream.of(SilverColumns.DELETED)).toList()
        : SilverColumns.KEPT;
  }

  private boolean tellsDeletes(Project project) {
    return declared.from().stream()
        .map(project.tables()::get)
        .anyMatch(table -> ((BronzeTable) table).tellsDeletes());
  }

  private Feed.Part part(
      Lake lake, Plan.Advance plan, TableName table, Pin from, References references) {
    Pin to = plan.inputs().get(table);
    Dataset<Row> bronze =
        lake.table(table)
            .at(to.version())
            .filter(
                col(BronzeColumns.BATCH)
                    .gt(from.batch())
                    .and(col(BronzeColumns.BATCH).leq(to.batch())));
    Contract contract =
        Contract.of(declared, new BronzeRecord(declared, table, bronze.schema()), references);
    return new Feed.Part(contract.opened(bronze), contract);
  }

  private Dataset<Row> marked(Feed feed) {
    List<String> keys = declared.keys();
    return keys.isEmpty()
        ? feed.judged().withColumn(SilverColumns.DUPLICATE, lit(false))
        : LatestPerKey.mark(
            feed.unjudged(),
            keys.stream().map(key -> Contract.value(declared, key)).toArray(Column[]::new),
            newestFirst());
  }

  private Column[] newestFirst() {
    return Stream.concat(
            order().stream().map(column -> Contract.value(declared, column).desc_nulls_last()),
            Stream.of(
                col(BronzeColumns.SOURCE + ".position").desc_nulls_last(),
                xxhash64(Contract.values(declared).toArray(Column[]::new)).desc()))
        .toArray(Column[]::new);
  }

  /**
   * The columns that tell which row of a key is newer. Batches of one table follow each other in
   * the order in which they were extracted; their clocks need not, since a slow run may commit
   * after a later one. Between tables there is nothing but the clocks.
   */
  private List<String> order() {
    Stream<String> own =
        declared.write().orderBy().stream()
            .filter(column -> !column.equals(SilverColumns.EXTRACTED_AT));
    Stream<String> arrival =
        declared.from().size() == 1
            ? Stream.of(SilverColumns.BATCH)
            : Stream.of(SilverColumns.EXTRACTED_AT, SilverColumns.BATCH);
    return Stream.concat(own, arrival).distinct().toList();
  }

  private Candidate.Entry entry(StageContext context, Feed feed) {
    boolean first = context.lake().table(declared.name()).state().batch() < 0;
    if (declared.write().mode() == Write.Mode.APPEND || first) {
      return new Candidate.Entry.Write(new Publication.Append());
    }
    return new Candidate.Entry.Merge(
        new MergeRequest(
            declared.keys(), order(), compared(context.project()), KeyRange.of(feed.keys())));
  }

  private List<String> compared(Project project) {
    return Stream.concat(
            declared.columns().keySet().stream(),
            Stream.of(SilverColumns.DELETED).filter(column -> tellsDeletes(project)))
        .toList();
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
