package io.ingot.core.project;

import io.ingot.core.project.ColumnContract.Outcome;
import java.util.Optional;

/** What a silver table says about how rows enter it must go with its columns. */
final class WriteRules {
  private final Columns columns;
  private final Problems problems;

  WriteRules(Columns columns, Problems problems) {
    this.columns = columns;
    this.problems = problems;
  }

  /** Tells what is wrong with a table's {@code write}, and with the order of its files. */
  void judge(Bound table) {
    table
        .child("maintain")
        .ifPresent(
            maintain ->
                maintain
                    .below("zorder")
                    .forEach(column -> columns.requireReadable(column, problems)));
    table.child("write").ifPresent(write -> judge(table, write));
  }

  private void judge(Bound table, Bound write) {
    write.below("partition_by").forEach(column -> columns.requireDeclared(column, problems));
    write.below("track").forEach(column -> tracked(table, column));
    write
        .child("delete_when")
        .ifPresent(condition -> Conditions.judge(condition, columns, problems));
    boolean history =
        write.at("mode", Write.Mode.class).filter(Write.Mode.SCD2::equals).isPresent();
    write
        .child("order_by")
        .ifPresent(
            column -> {
              if (history) {
                time(table, column);
              } else {
                columns.requireReadable(column, problems);
              }
            });
  }

  private void tracked(Bound table, Bound column) {
    columns.requireDeclared(column, problems);
    column
        .as(String.class)
        .filter(name -> declared(table, name, "key").isPresent())
        .ifPresent(
            name ->
                problems.add(
                    column.place(),
                    "'" + name + "' is part of the key, which never changes. Leave it out."));
  }

  /** A row without a time, or with one that is no time, has no place in a history. */
  private void time(Bound table, Bound column) {
    if (column.as(String.class).filter("_extracted_at"::equals).isPresent()) {
      return;
    }
    columns.requireDeclared(column, problems);
    column
        .as(String.class)
        .filter(name -> columns.types().containsKey(name))
        .ifPresent(
            name -> {
              columns
                  .type(name)
                  .ifPresent(
                      type -> TypeNeed.TIME.judge("order_by", type, column.place(), problems));
              boolean certain =
                  declared(table, name, "required").isPresent()
                      && outcome(table, name) != Outcome.WARN;
              if (!certain) {
                problems.add(
                    column.place(),
                    "A row without '"
                        + name
                        + "' has no place in a history. Set 'required: true' on that column, and"
                        + " not 'else: warn'.");
              }
            });
  }

  private static Optional<Boolean> declared(Bound table, String column, String key) {
    return table
        .child("columns")
        .flatMap(columns -> columns.child(column))
        .flatMap(contract -> contract.at(key, Boolean.class))
        .filter(Boolean.TRUE::equals);
  }

  private static Outcome outcome(Bound table, String column) {
    return table
        .child("columns")
        .flatMap(columns -> columns.child(column))
        .flatMap(contract -> contract.at("else", Outcome.class))
        .orElse(Outcome.QUARANTINE);
  }
}
