package io.ingot.core.project;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The checks of a table: ranges that hold something, and columns that are there. */
final class CheckRules implements CrossChecks.Rules {
  private static final List<String> COLUMN_KEYS =
      List.of(
          "complete",
          "between",
          "in",
          "matches",
          "length",
          "typed",
          "mean",
          "sum",
          "sd",
          "minimum",
          "maximum",
          "quantile",
          "entropy",
          "relates",
          "column");

  private static final List<String> LIST_KEYS =
      List.of(
          "unique", "distinct", "distinctness", "uniqueness", "mutual_information", "correlation");

  private static final Map<String, TypeNeed> NEEDS =
      Map.ofEntries(
          Map.entry("between", TypeNeed.NUMBER),
          Map.entry("mean", TypeNeed.NUMBER),
          Map.entry("sum", TypeNeed.NUMBER),
          Map.entry("sd", TypeNeed.NUMBER),
          Map.entry("minimum", TypeNeed.NUMBER),
          Map.entry("maximum", TypeNeed.NUMBER),
          Map.entry("quantile", TypeNeed.NUMBER),
          Map.entry("matches", TypeNeed.TEXT),
          Map.entry("length", TypeNeed.TEXT),
          Map.entry("typed", TypeNeed.TEXT));

  private static final List<String> COUNTED = List.of("rows", "column_count");

  private static final Set<Layer> READABLE = Set.of(Layer.SILVER, Layer.GOLD, Layer.FEATURES);

  private final Declared declared;
  private final Problems problems;
  private final RelationRules relations;
  private final PartitionCheckRules partitions;

  CheckRules(Declared declared, Problems problems) {
    this.declared = declared;
    this.problems = problems;
    this.relations = new RelationRules(declared, problems);
    this.partitions = new PartitionCheckRules(declared, problems);
  }

  @Override
  public void judge(Draft draft) {
    judge(draft.name(), draft.bound());
    new ScopeRules(problems).judge(draft, draft.bound());
  }

  /** Judges the checks of a table or of a suite. */
  void judge(TableName table, Bound declaring) {
    Optional<Columns> columns = declared.columns(table);
    tellTwins(declaring);
    for (Bound check : declaring.below("checks")) {
      ColumnRules.range(check, "min", "max", BigDecimal.class, problems);
      check
          .child("warn")
          .ifPresent(warn -> ColumnRules.range(warn, "min", "max", BigDecimal.class, problems));
      for (String counted : COUNTED) {
        check
            .child(counted)
            .ifPresent(rows -> ColumnRules.range(rows, "min", "max", Long.class, problems));
      }
      check.child("satisfies").ifPresent(condition -> Conditions.judge(condition, problems));
      check.child("where").ifPresent(condition -> Conditions.judge(condition, problems));
      check.child("to").ifPresent(this::target);
      relations.judge(check, columns);
      check.child("on").ifPresent(on -> partitions.judge(table, check, on));
      columns.ifPresent(known -> columns(check, known));
    }
  }

  /** An anomaly is told by its own past, which goes by its words. */
  private void tellTwins(Bound declaring) {
    Set<String> words = new HashSet<>();
    for (Bound check : declaring.below("checks")) {
      check
          .as(Trend.Anomaly.class)
          .filter(anomaly -> !words.add(anomaly.words()))
          .ifPresent(
              twin ->
                  problems.add(
                      check.place(),
                      "'"
                          + twin.words()
                          + "' is declared twice. Say one of them by another method, or where."));
    }
  }

  private void target(Bound to) {
    to.as(ColumnName.class)
        .ifPresent(
            column ->
                declared
                    .require(column.table(), READABLE, to.place(), problems)
                    .flatMap(draft -> declared.columns(draft.name()))
                    .ifPresent(
                        known -> known.requireDeclared(column.column(), to.place(), problems)));
  }

  private void columns(Bound check, Columns columns) {
    for (String key : COLUMN_KEYS) {
      check.child(key).ifPresent(column -> columns.requireReadable(column, problems));
    }
    for (String key : LIST_KEYS) {
      check.below(key).forEach(column -> columns.requireReadable(column, problems));
    }
    check.below("sane").stream()
        .filter(column -> column.as(String.class).filter("all"::equals).isEmpty())
        .forEach(column -> columns.requireReadable(column, problems));
    NEEDS.forEach(
        (key, need) ->
            check
                .child(key)
                .ifPresent(
                    column ->
                        column
                            .as(String.class)
                            .flatMap(columns::type)
                            .ifPresent(type -> need.judge(key, type, column.place(), problems))));
    columns
        .type(check.at("in", String.class).orElse(""))
        .ifPresent(
            type ->
                check.below("values").forEach(value -> AllowedValue.judge(value, type, problems)));
  }
}
