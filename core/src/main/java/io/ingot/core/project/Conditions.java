package io.ingot.core.project;

import java.util.Set;

/** SQL expressions inside a declaration. */
final class Conditions {
  private Conditions() {}

  /** Tells an expression that Spark can't parse. */
  static void judge(Bound expression, Problems problems) {
    expression
        .as(String.class)
        .ifPresent(
            text ->
                SparkParser.expression(
                    text,
                    mistake ->
                        problems.add(
                            expression.place(),
                            "Invalid SQL '" + text + "': " + mistake.message())));
  }

  /** Tells an expression that is none over the columns of one row. */
  static void judge(Bound expression, Columns columns, Problems problems) {
    names(expression, problems)
        .forEach(name -> columns.requireReadable(name, expression.place(), problems));
  }

  /** The columns that an expression over one row names; tells one that is not over one row. */
  static Set<String> names(Bound expression, Problems problems) {
    return expression
        .as(String.class)
        .flatMap(
            text ->
                SqlColumns.of(
                    text,
                    mistake ->
                        problems.add(expression.place(), "Invalid SQL '" + text + "': " + mistake),
                    refusal ->
                        problems.add(expression.place(), "Cannot use '" + text + "': " + refusal)))
        .orElse(Set.of());
  }
}
