package io.ingot.core.project;

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
    expression
        .as(String.class)
        .flatMap(
            text ->
                SqlColumns.of(
                    text,
                    mistake ->
                        problems.add(expression.place(), "Invalid SQL '" + text + "': " + mistake),
                    refusal ->
                        problems.add(expression.place(), "Cannot use '" + text + "': " + refusal)))
        .ifPresent(
            names ->
                names.forEach(name -> columns.requireReadable(name, expression.place(), problems)));
  }
}
