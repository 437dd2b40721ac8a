package io.ingot.etl.silver;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;

import io.ingot.core.project.ColumnContract;
import io.ingot.core.project.ColumnContract.Outcome;
import io.ingot.core.project.SilverTable;
import io.ingot.etl.bronze.BronzeColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A silver table's contract over the columns of its bronze table: what each value is, and which
 * rules a row breaks. Everything is an expression; nothing here reads or counts.
 */
final class Contract {
  private static final String VALUE = "_value_";
  private static final String CAME = "_came_";

  private final SilverTable table;
  private final BronzeRecord record;
  private final List<TypedColumn> columns;
  private final References references;

  private Contract(
      SilverTable table, BronzeRecord record, List<TypedColumn> columns, References references) {
    this.table = table;
    this.record = record;
    this.columns = columns;
    this.references = references;
  }

  /**
   * The contract for rows of these bronze columns.
   *
   * @throws io.ingot.core.error.ProjectException when a declared column is not among them
   */
  static Contract of(SilverTable table, BronzeRecord record, References references) {
    List<TypedColumn> columns = new ArrayList<>();
    table
        .columns()
        .forEach(
            (name, contract) ->
                columns.add(
                    TypedColumn.of(name, contract, record.type(contract.from().orElse(name)))));
    return new Contract(table, record, List.copyOf(columns), references);
  }

  /** Bronze rows whose fields can be reached; the other methods take such rows. */
  Dataset<Row> opened(Dataset<Row> bronze) {
    return record.open(bronze);
  }

  /** The key columns' values, by name and nothing else. */
  Dataset<Row> keys(Dataset<Row> opened) {
    return opened.select(
        columns.stream()
            .filter(column -> column.contract().key())
            .map(column -> column.value(came(column)).as(column.name()))
            .toArray(Column[]::new));
  }

  /** The key columns' values over opened rows, in the order of {@link SilverTable#keys()}. */
  List<Column> keyValues() {
    return columns.stream()
        .filter(column -> column.contract().key())
        .map(column -> column.value(came(column)))
        .toList();
  }

  /**
   * Opened rows with their values and what became of them, in the same columns whatever bronze
   * table they are of: {@code _value_<column>} in the declared types, {@link SilverColumns#KEPT},
   * {@link SilverColumns#DELETED}, {@link BronzeColumns#SOURCE}, {@link SilverColumns#BAD}, {@link
   * SilverColumns#ERRORS}, {@link SilverColumns#RECORD}, and a flag for each rule that does not
   * keep a row out.
   */
  Dataset<Row> judged(Dataset<Row> opened) {
    Dataset<Row> came = with(opened, column -> came(column).as(CAME + column.name()));
    Dataset<Row> valued =
        with(came, column -> column.value(col(CAME + column.name())).as(VALUE + column.name()));
    List<Rule> rules = rules();
    List<Column> judged = new ArrayList<>();
    columns.forEach(column -> judged.add(col(VALUE + column.name())));
    SilverColumns.KEPT.forEach(name -> judged.add(col(name)));
    judged.add(record.deleted().as(SilverColumns.DELETED));
    judged.add(col(BronzeColumns.SOURCE));
    judged.add(record.raw().as(SilverColumns.RECORD));
    judged.add(
        rules.stream()
            .filter(rule -> rule.outcome() == Outcome.QUARANTINE)
            .map(Rule::broken)
            .reduce(lit(false), Column::or)
            .as(SilverColumns.BAD));
    judged.add(
        filter(array(rules.stream().map(Rule::error).toArray(Column[]::new)), Column::isNotNull)
            .as(SilverColumns.ERRORS));
    rules.stream()
        .filter(rule -> rule.outcome() != Outcome.QUARANTINE)
        .forEach(rule -> judged.add(rule.broken().as(rule.flag())));
    return references.join(valued, VALUE).select(judged.toArray(Column[]::new));
  }

  /** One projection for all columns: a plan of one a column takes longer to analyse than to run. */
  private Dataset<Row> with(Dataset<Row> rows, Function<TypedColumn, Column> added) {
    return rows.select(
        Stream.concat(Stream.of(col("*")), columns.stream().map(added)).toArray(Column[]::new));
  }

  /** The value of a silver column, or of one that every silver table has, in judged rows. */
  static Column value(SilverTable table, String column) {
    return col(table.columns().containsKey(column) ? VALUE + column : column);
  }

  /** The declared columns' values in judged rows, by their names. */
  static List<Column> values(SilverTable table) {
    return table.columns().keySet().stream().map(column -> col(VALUE + column).as(column)).toList();
  }

  /** All rules, in the order of the columns. */
  List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    rules.add(
        new Rule(
            "CORRUPT",
            "*",
            col(BronzeColumns.CORRUPT).isNotNull(),
            col(BronzeColumns.CORRUPT),
            Outcome.QUARANTINE));
    // Of a row that its source deleted only the key is asked: it says which row that was.
    columns.forEach(
        column ->
            rules(column).stream()
                .map(rule -> column.contract().key() ? rule : record.sparing(rule))
                .forEach(rules::add));
    return rules;
  }

  private List<Rule> rules(TypedColumn column) {
    ColumnContract contract = column.contract();
    Column came = col(CAME + column.name());
    Column value = col(VALUE + column.name());
    // A value that cannot be stored cannot be published with a warning either.
    Outcome typeOutcome =
        contract.otherwise() == Outcome.WARN ? Outcome.QUARANTINE : contract.otherwise();
    List<Rule> rules = new ArrayList<>();
    column
        .misfits(came, value)
        .forEach(
            (code, broken) -> rules.add(new Rule(code, column.name(), broken, came, typeOutcome)));
    if (contract.key() || contract.required()) {
      rules.add(rule(contract.key() ? "NULL_KEY" : "REQUIRED", column, came.isNull(), came));
    }
    contract.min().ifPresent(min -> rules.add(rule("MIN", column, value.lt(lit(min)), came)));
    contract.max().ifPresent(max -> rules.add(rule("MAX", column, value.gt(lit(max)), came)));
    Stream.concat(
            contract.minLength().map(length(value)::lt).stream(),
            contract.maxLength().map(length(value)::gt).stream())
        .reduce(Column::or)
        .ifPresent(broken -> rules.add(rule("LENGTH", column, broken, came)));
    contract
        .matches()
        .ifPresent(
            pattern ->
                rules.add(
                    rule(
                        "PATTERN",
                        column,
                        value.rlike("\\A(?:" + pattern + ")\\z").equalTo(false),
                        came)));
    if (!contract.in().isEmpty()) {
      rules.add(
          rule(
              "NOT_ALLOWED",
              column,
              value.isin(contract.in().stream().map(column::allowed).toArray()).equalTo(false),
              came));
    }
    contract
        .ref()
        .ifPresent(
            ref ->
                rules.add(
                    rule("REFERENCE", column, references.missing(column.name(), value), came)));
    return rules;
  }

  private static Rule rule(String code, TypedColumn column, Column broken, Column came) {
    return new Rule(
        code, column.name(), coalesce(broken, lit(false)), came, column.contract().otherwise());
  }

  private Column came(TypedColumn column) {
    return record.field(column.contract().from().orElse(column.name()));
  }
}
