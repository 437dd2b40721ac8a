package io.ingot.etl.silver.contract;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.TableName;
import io.ingot.etl.bronze.BronzeColumns;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.TryEval;

/** SQL of a project's file over one row; a row that it fails on does not end the batch. */
final class RowSql {
  private static final String RESULT = "result";

  private RowSql() {}

  /** The result of an expression, packed; null where it failed, and in a corrupt row. */
  static Column tried(String sql) {
    // Spark would lift what two expressions share out of the try, but not out of a condition.
    return when(
        col(BronzeColumns.CORRUPT).isNull(),
        new Column(new TryEval(struct(expr(sql).as(RESULT)).expr())));
  }

  static Column result(Column tried) {
    return tried.getField(RESULT);
  }

  /** Whether an expression failed. */
  static Column failed(Column tried) {
    return col(BronzeColumns.CORRUPT).isNull().and(tried.isNull());
  }

  /** Whether a row breaks a condition: it is false, or fails; null keeps it. */
  static Column breaks(String condition) {
    Column kept = coalesce(expr(condition).cast("boolean"), lit(true));
    Column known = new Column(new TryEval(kept.expr()));
    return when(col(BronzeColumns.CORRUPT).isNull(), not(Reading.surely(known))).otherwise(false);
  }

  /**
   * Rows to which expressions of a table's file were added. Operators take from the session whether
   * they may overflow without a word, so it must be the one at work.
   *
   * @throws ProjectException when Spark makes no sense of one
   */
  static Dataset<Row> applied(
      TableName table, Dataset<Row> rows, UnaryOperator<Dataset<Row>> applying) {
    try {
      return rows.sparkSession().withActive(() -> applying.apply(rows));
    } catch (Exception e) {
      // Scala throws it unannounced, so no narrower catch compiles.
      if (e instanceof AnalysisException wrong) {
        throw new ProjectException(
            "Cannot use an expression of silver/"
                + table.name()
                + ".yml: "
                + wrong.getSimpleMessage().lines().findFirst().orElse("")
                + " Mend value, check or rules.",
            e);
      }
      throw e;
    }
  }
}
