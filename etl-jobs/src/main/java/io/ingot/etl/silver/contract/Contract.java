package io.ingot.etl.silver.contract;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.project.ColumnContract.Outcome;
import io.ingot.core.project.Reject;
import io.ingot.core.project.RowRule;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.SqlColumns;
import io.ingot.core.project.Write;
import io.ingot.etl.bronze.BronzeColumns;
import io.ingot.etl.silver.schema.Watch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A silver table's contract over the columns of its bronze table: what each value is, and which
 * rules a row breaks. Everything is an expression; nothing here reads or counts.
 */
public final class Contract {
  private static final Column NO_ERRORS =
      expr("cast(array() AS array<struct<rule: string, column: string, value: string>>)");

  /** The bronze row, in valued rows only. */
  private static final String BRONZE = "_bronze";

  private final SilverTable table;
  private final BronzeRecord record;
  private final List<TypedColumn> columns;
  private final References references;
  private final Masking masking;
  private final Watch watch;

  private Contract(
      SilverTable table,
      BronzeRecord record,
      List<TypedColumn> columns,
      References references,
      Watch watch) {
    this.table = table;
    this.record = record;
    this.columns = columns;
    this.references = references;
    this.masking = new Masking(table);
    this.watch = watch;
  }

  /**
   * The contract for rows of these bronze columns.
   *
   * @throws io.ingot.core.error.ProjectException when a declared column is not among them, or can
   *     never become its type
   */
  public static Contract of(SilverTable table, BronzeRecord record, References references) {
    List<TypedColumn> columns = new ArrayList<>();
    table
        .columns()
        .forEach(
            (name, contract) ->
                columns.add(TypedColumn.of(table.name(), name, contract, record.type(name))));
    return new Contract(table, record, List.copyOf(columns), references, Watch.nothing());
  }

  /** The same contract, which also tells of judged rows what is to be watched. */
  public Contract watching(Watch watched) {
    return new Contract(table, record, columns, references, watched);
  }

  /** What is watched. */
  public Watch watch() {
    return watch;
  }

  /**
   * Bronze rows as this contract reads them, in the same columns whatever bronze table they are of:
   * the declared columns' final values in their types, {@code _came_<column>} as each came, {@link
   * SilverColumns#KEPT}, {@link SilverColumns#DELETED}, {@link BronzeColumns#SOURCE}, {@link
   * BronzeColumns#CORRUPT}, {@link BronzeColumns#FAULT}, {@link SilverColumns#RESCUED}, {@link
   * SilverColumns#UNKNOWN}, what {@link ValuedColumns} names, and the bronze row as it is.
   */
  public Dataset<Row> valued(Dataset<Row> bronze) {
    List<Column> came = new ArrayList<>();
    columns.forEach(column -> came.add(came(column).as(ValuedColumns.came(column.name()))));
    SilverColumns.KEPT.forEach(name -> came.add(col(name)));
    came.add(record.deleted().as(SilverColumns.DELETED));
    came.add(col(BronzeColumns.SOURCE));
    came.add(col(BronzeColumns.CORRUPT));
    came.add(record.fault().as(BronzeColumns.FAULT));
    came.addAll(record.opened());
    came.add(record.whole().as(BRONZE));
    came.addAll(watch.unknown().carried());
    return deleting(
        new Values(table.name(), columns)
            .of(record.open(bronze).select(came.toArray(Column[]::new))));
  }

  /** The source is not alone in telling deletes: the declaration may take a row for one, too. */
  private Dataset<Row> deleting(Dataset<Row> valued) {
    return table
        .write()
        .deleteWhen()
        .map(
            condition ->
                RowSql.applied(
                    table.name(),
                    valued,
                    rows ->
                        rows.withColumn(
                            SilverColumns.DELETED,
                            col(SilverColumns.DELETED)
                                .or(
                                    coalesce(
                                        RowSql.result(RowSql.tried(condition)).cast("boolean"),
                                        lit(false))))))
        .orElse(valued);
  }

  /** The rule, for rows that are no deletes. */
  private Rule sparing(Rule rule) {
    return table.write().deleteWhen().isPresent()
        ? rule.butFor(col(SilverColumns.DELETED))
        : record.sparing(rule);
  }

  /** The declared fields as JSON with what is personal hidden. */
  private Column masked() {
    Column fields =
        to_json(
            struct(
                columns.stream()
                    .map(
                        column ->
                            (column.contract().personal()
                                    ? masking.shown(
                                        column.name(),
                                        column.shown(col(ValuedColumns.came(column.name()))))
                                    : col(ValuedColumns.came(column.name())))
                                .as(column.name()))
                    .toArray(Column[]::new)));
    return coalesce(masking.corrupt(col(BronzeColumns.CORRUPT)), fields);
  }

  /**
   * Valued rows and what became of them: the declared columns, {@link SilverColumns#KEPT}, {@link
   * SilverColumns#DELETED}, {@link BronzeColumns#SOURCE}, {@link SilverColumns#BAD}, {@link
   * SilverColumns#ERRORS}, {@link SilverColumns#RESCUED}, {@link SilverColumns#UNKNOWN}, {@link
   * SilverColumns#RECORD}, {@link SilverColumns#ROW}, {@link SilverColumns#KEY}, and a flag for
   * each rule.
   */
  public Dataset<Row> judged(Dataset<Row> valued) {
    return RowSql.applied(table.name(), references.join(valued), joined -> judged(joined, rules()));
  }

  /** First each rule's flag and then all that follows from it, so that none is asked twice. */
  private Dataset<Row> judged(Dataset<Row> valued, List<Rule> rules) {
    List<Column> judged = new ArrayList<>(values(table));
    SilverColumns.KEPT.forEach(name -> judged.add(col(name)));
    judged.add(col(SilverColumns.DELETED));
    judged.add(col(BronzeColumns.SOURCE));
    judged.add(col(SilverColumns.RESCUED));
    judged.add(col(SilverColumns.UNKNOWN));
    Column bad =
        any(rules.stream().filter(rule -> rule.outcome() == Outcome.QUARANTINE))
            .or(watch.unknown().broken());
    judged.add(bad.as(SilverColumns.BAD));
    // Written for rows that are kept out only: for all of them it would cost more than judging.
    Column shown = masking.isNeeded() ? masked() : record.raw(col(BRONZE));
    judged.add(when(bad, shown).as(SilverColumns.RECORD));
    judged.add(when(bad, record.row(col(BRONZE))).as(SilverColumns.ROW));
    judged.add(when(bad, key()).as(SilverColumns.KEY));
    Column errors =
        filter(array(rules.stream().map(Rule::error).toArray(Column[]::new)), Column::isNotNull);
    // Most rows break nothing, and to filter the list costs more than the rules themselves.
    Column told = when(any(rules.stream()), errors).otherwise(NO_ERRORS);
    judged.add(
        watch
            .unknown()
            .errors()
            .map(unknown -> concat(told, hidden(unknown)))
            .orElse(told)
            .as(SilverColumns.ERRORS));
    judged.addAll(watched(rules));
    rules.forEach(rule -> judged.add(col(rule.flag())));
    Stream<Column> flags = rules.stream().map(rule -> rule.broken().as(rule.flag()));
    return valued
        .select(Stream.concat(Stream.of(col("*")), flags).toArray(Column[]::new))
        .select(judged.toArray(Column[]::new));
  }

  private static Column any(Stream<Rule> rules) {
    return rules.map(rule -> col(rule.flag())).reduce(lit(false), Column::or);
  }

  /** Nobody knows whether a field that is not declared tells of a person. */
  private Column hidden(Column errors) {
    return masking.isNeeded()
        ? transform(
            errors,
            error ->
                struct(
                    error.getField("rule").as("rule"),
                    error.getField("column").as("column"),
                    masking.hidden(error.getField("value")).as("value")))
        : errors;
  }

  private List<Column> watched(List<Rule> rules) {
    Map<String, Column> came = new HashMap<>();
    Map<String, Column> misfits = new HashMap<>();
    watch
        .columns()
        .keySet()
        .forEach(
            name -> {
              Column misfit =
                  broken(rules, name, code -> code.startsWith("BAD_") || code.equals("MISFIT"));
              Column absent =
                  broken(rules, name, code -> code.equals("NULL_KEY") || code.equals("REQUIRED"));
              // A JSON value of another kind than declared has come, and is not read.
              Column there = col(ValuedColumns.came(name)).isNotNull().or(misfit);
              came.put(name, not(absent).and(there));
              misfits.put(name, misfit);
            });
    Column readable = col(BronzeColumns.CORRUPT).isNull().and(not(col(SilverColumns.DELETED)));
    return watch.judged(readable, came, misfits);
  }

  private static Column broken(List<Rule> rules, String column, Predicate<String> code) {
    return any(
        rules.stream().filter(rule -> rule.column().equals(column) && code.test(rule.code())));
  }

  /**
   * The columns that tell which row another one is a later delivery of: the key, and in a history
   * the time of the change.
   */
  public static List<String> told(SilverTable table) {
    Stream<String> time =
        table.write().mode() == Write.Mode.SCD2
            ? table.write().orderBy().stream()
                .filter(column -> !column.equals(SilverColumns.EXTRACTED_AT))
            : Stream.of();
    return Stream.concat(table.keys().stream(), time).distinct().toList();
  }

  private Column key() {
    Column[] keys =
        table.keys().isEmpty()
            ? new Column[0]
            : told(table).stream().map(Contract::named).toArray(Column[]::new);
    return keys.length == 0
        ? lit(null).cast("string")
        : when(
            Stream.of(keys).map(Column::isNotNull).reduce(lit(true), Column::and),
            RowJson.write(struct(keys)));
  }

  /** The declared columns' values in valued or judged rows. */
  public static List<Column> values(SilverTable table) {
    return table.columns().keySet().stream().map(Contract::named).toList();
  }

  private static Column named(String name) {
    return col("`" + name + "`");
  }

  /** All rules, in the order of the columns. */
  List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    rules.add(
        Rule.of(
                "CORRUPT",
                Rule.ROW,
                col(BronzeColumns.CORRUPT).isNotNull(),
                masking.corrupt(col(BronzeColumns.CORRUPT)),
                Outcome.QUARANTINE)
            .telling(col(BronzeColumns.FAULT)));
    record.openable().ifPresent(rules::add);
    table.write().deleteWhen().map(Contract::undecided).ifPresent(rules::add);
    // Of a row that is deleted only the key is asked: it says which row that was.
    Stream.concat(
            columns.stream()
                .flatMap(
                    column ->
                        rules(column).stream()
                            .map(rule -> column.contract().key() ? rule : sparing(rule))),
            table.rules().stream().map(rule -> sparing(rule(rule))))
        // A record that could not be split, or holds nothing of the contract, has no values to
        // judge.
        .map(
            rule ->
                rule.butFor(
                    col(BronzeColumns.CORRUPT).isNotNull().or(col(JsonRules.FAULT).isNotNull())))
        .forEach(rules::add);
    return rules;
  }

  private List<Rule> rules(TypedColumn column) {
    List<Rule> rules = new ColumnJudge(table, column, references, masking).rules();
    return record
        .jsonRules(column.name())
        .map(json -> json.before(rules, column, masking))
        .orElse(rules);
  }

  /** Whether a row deletes its key has to be known before it is taken for one that does not. */
  private static Rule undecided(String condition) {
    return Rule.of(
        "DELETE_WHEN",
        Rule.ROW,
        RowSql.failed(RowSql.tried(condition)),
        lit(null).cast("string"),
        Outcome.QUARANTINE);
  }

  private Rule rule(RowRule rule) {
    Set<String> named = SqlColumns.in(rule.check());
    Column[] involved =
        columns.stream()
            .filter(column -> named.stream().anyMatch(column.name()::equalsIgnoreCase))
            .map(
                column ->
                    column.contract().personal()
                        ? masking
                            .shown(column.name(), named(column.name()).cast("string"))
                            .as(column.name())
                        : named(column.name()))
            .toArray(Column[]::new);
    Column shown = involved.length == 0 ? lit(null).cast("string") : to_json(struct(involved));
    return Rule.of(
            rule.name().toUpperCase(Locale.ROOT),
            Rule.ROW,
            RowSql.breaks(rule.check()),
            shown,
            rule.otherwise())
        .within(new Reject(rule.warn(), rule.fail()));
  }

  private Column came(TypedColumn column) {
    return record.field(column.name());
  }
}
