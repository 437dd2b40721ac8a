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
}
