package io.ingot.core.project;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A gold table's query and recompute rules must name tables of the project, and their columns. */
final class GoldRules implements CrossChecks.Rules {
  private static final Set<Layer> READ = Set.of(Layer.SILVER, Layer.GOLD);

  private final Declared declared;
  private final Problems problems;

  GoldRules(Declared declared, Problems problems) {
    this.declared = declared;
    this.problems = problems;
  }

  @Override
  public void judge(Draft draft) {
    draft.query().ifPresent(query -> query.inputs().forEach(this::require));
    draft.bound().child("transform").stream()
        .flatMap(transform -> transform.below("inputs").stream())
        .forEach(input -> input.as(TableName.class).ifPresent(t -> require(t, input.place())));
    draft.bound().below("recompute").forEach(rule -> recompute(rule, draft));
    draft
        .query()
        .flatMap(query -> GoldOutput.columns(query.text()))
        .ifPresent(columns -> given(draft, columns));
  }

  private void require(TableName table, Place place) {
    declared.require(table, READ, place, problems);
  }

  /** With a query or a transform at hand the record itself demands that it names the tables. */
  private void recompute(Bound rule, Draft draft) {
    boolean told =
        draft.query().flatMap(GoldSql::sql).isPresent()
            || draft.bound().child("transform").isPresent();
    if (!told) {
      for (String key : List.of("driver", "of")) {
        rule.child(key)
            .ifPresent(of -> of.as(TableName.class).ifPresent(t -> require(t, of.place())));
      }
    }
    Optional<Columns> driver = columns(rule, "driver");
    Optional<Columns> telling = rule.child("of").isPresent() ? columns(rule, "of") : driver;
    driver.ifPresent(columns -> names(rule, "key", columns));
    if (rule.child("of").isPresent()) {
      telling.ifPresent(
          columns -> names(rule, rule.child("of_key").isPresent() ? "of_key" : "key", columns));
    }
    if (rule.child("from").isPresent()) {
      rule.below("from").forEach(from -> expression(from, telling));
    } else {
      telling.ifPresent(columns -> names(rule, "by", columns));
    }
  }

  private Optional<Columns> columns(Bound rule, String key) {
    return rule.at(key, TableName.class).filter(this::isClosed).flatMap(declared::columns);
  }

  /** A table that takes new columns on has others than it declares. */
  private boolean isClosed(TableName table) {
    return Optional.ofNullable(declared.tables().get(table))
        .flatMap(draft -> draft.bound().at("on_new_column", NewColumn.class))
        .filter(NewColumn.ADD::equals)
        .isEmpty();
  }

  private void names(Bound rule, String key, Columns columns) {
    rule.below(key)
        .forEach(
            name ->
                name.as(String.class)
                    .ifPresent(text -> columns.requireReadableInSql(text, name.place(), problems)));
  }

  private void expression(Bound from, Optional<Columns> columns) {
    from.as(String.class)
        .flatMap(
            text ->
                SqlColumns.of(
                    text,
                    mistake -> problems.add(from.place(), "Invalid SQL '" + text + "': " + mistake),
                    refusal -> problems.add(from.place(), "Cannot use '" + text + "': " + refusal)))
        .ifPresent(
            names ->
                columns.ifPresent(
                    known ->
                        names.forEach(
                            name -> known.requireReadableInSql(name, from.place(), problems))));
  }

  /** The columns that rows are told apart by have to be among those that the query gives. */
  private void given(Draft draft, Set<String> columns) {
    draft.bound().below("key").forEach(column -> given(column, columns));
    draft.bound().child("write").stream()
        .flatMap(write -> write.below("partition_by").stream())
        .forEach(column -> given(column, columns));
  }

  private void given(Bound column, Set<String> columns) {
    column
        .as(String.class)
        .filter(name -> !columns.contains(name.toLowerCase(Locale.ROOT)))
        .ifPresent(
            name ->
                problems.add(
                    column.place(),
                    "The query gives no column '" + name + "'. " + Nearest.hint(name, columns)));
  }
}
