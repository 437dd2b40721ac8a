package io.ingot.etl.silver;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.project.ColumnContract.Outcome;
import org.apache.spark.sql.Column;

/**
 * One rule of a contract.
 *
 * @param code reason code, such as {@code BAD_INT}
 * @param column the silver column that the rule is about
 * @param broken whether a row breaks it; never null
 * @param value the offending value as it came
 * @param outcome what becomes of such a row
 */
record Rule(String code, String column, Column broken, Column value, Outcome outcome) {
  /** The rule in words, such as {@code BAD_INT sale_id}. */
  String describe() {
    return code + " " + column;
  }

  /** The same rule, kept by rows of which a condition holds, whatever they hold. */
  Rule butFor(Column condition) {
    return new Rule(code, column, broken.and(not(condition)), value, outcome);
  }

  /** An element of {@code _errors}; null where the rule is kept. */
  Column error() {
    return when(
        broken,
        struct(lit(code).as("rule"), lit(column).as("column"), value.cast("string").as("value")));
  }

  /** The column of judged rows that tells who broke it, and the name under which those count. */
  String flag() {
    return "_rule_" + code + "_" + column;
  }
}
