package io.ingot.etl.silver.contract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.project.ColumnContract.Outcome;
import io.ingot.core.project.Reject;
import org.apache.spark.sql.Column;

/**
 * One rule of a contract.
 *
 * @param code reason code, such as {@code BAD_INT}
 * @param reason the code that a row is told by which breaks it; most often {@code code} itself
 * @param column the silver column that the rule is about; {@code *} for the whole row
 * @param broken whether a row breaks it; never null
 * @param value the offending value as it may be shown
 * @param outcome what becomes of such a row
 * @param limits for the share of rows that break any rule of this {@link #scope}
 */
public record Rule(
    String code,
    Column reason,
    String column,
    Column broken,
    Column value,
    Outcome outcome,
    Reject limits) {
  static final String ROW = "*";

  /** What is shown of a longer value; the row itself is kept whole. */
  private static final int SHOWN = 1000;

  static Rule of(String code, String column, Column broken, Column value, Outcome outcome) {
    return new Rule(code, lit(code), column, broken, value, outcome, Reject.none());
  }

  /** The rule in words, such as {@code BAD_INT sale_id}. */
  public String describe() {
    return code + " " + column;
  }

  /** What its limits are for: a column with all its rules, or one rule of the row. */
  String scope() {
    return column.equals(ROW) ? describe() : column;
  }

  /** The same rule, which tells each row by a code of its own. */
  Rule telling(Column reasons) {
    return new Rule(code, reasons, column, broken, value, outcome, limits);
  }

  Rule within(Reject shares) {
    return new Rule(code, reason, column, broken, value, outcome, shares);
  }

  /** The same rule, kept by rows of which a condition holds, whatever they hold. */
  Rule butFor(Column condition) {
    return new Rule(code, reason, column, broken.and(not(condition)), value, outcome, limits);
  }

  /** An element of {@code _errors} of a row that is flagged; null where the rule is kept. */
  Column error() {
    Column shown = value.cast("string");
    return when(
        col(flag()),
        struct(
            reason.as("rule"),
            lit(column).as("column"),
            when(length(shown).gt(SHOWN), concat(shown.substr(1, SHOWN), lit("...")))
                .otherwise(shown)
                .as("value")));
  }

  /** The column of judged rows that tells who broke it; null for rows that it is not about. */
  public String flag() {
    return "_rule_" + code + "_" + column;
  }

  /** The name under which those who broke it are counted. */
  public String tally() {
    return "rule:" + describe();
  }
}
