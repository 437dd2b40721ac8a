package io.ingot.quality;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.ingot.core.project.CheckTerms;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;

/**
 * The rows that a check is about.
 *
 * @param condition in SQL and never null; empty where it is about all rows
 * @param columns that the condition names
 */
record Where(Optional<String> condition, List<String> columns) {
  /**
   * What a check says.
   *
   * @throws IllegalArgumentException when it is no condition over the columns
   */
  static Where of(CheckTerms terms, StructType schema) {
    return terms
        .where()
        .map(text -> new Where(Optional.of(total(text)), Condition.of(text, schema).columns()))
        .orElseGet(() -> new Where(Optional.empty(), List.of()));
  }

  /** A condition that is false where the one given is null. */
  static String total(String condition) {
    // The line break ends a comment that the condition may end with.
    return "COALESCE((" + condition + "\n), FALSE)";
  }

  /** Whether a row is one of them. */
  Column rows() {
    return condition.map(text -> expr(text)).orElseGet(() -> lit(true));
  }

  /** Those of the rows that fulfil a further condition. */
  Where and(String further) {
    return new Where(
        Optional.of(condition.map(text -> text + " AND (" + further + ")").orElse(further)),
        columns);
  }
}
