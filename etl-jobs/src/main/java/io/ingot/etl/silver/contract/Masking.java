package io.ingot.etl.silver.contract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.project.ColumnContract;
import io.ingot.core.project.SilverTable;
import io.ingot.etl.bronze.BronzeColumns;
import org.apache.spark.sql.Column;

/**
 * Hides what tells of a person behind a fingerprint: equal values of one table still look equal,
 * and those of two tables do not.
 */
public record Masking(SilverTable table) {
  private static final int DIGITS = 8;

  /** Whether any column of the table is personal. */
  boolean isNeeded() {
    return table.columns().values().stream().anyMatch(ColumnContract::personal);
  }

  /** The text as it may be shown of a column. */
  public Column shown(String column, Column text) {
    return table.columns().get(column).personal() ? hidden(text) : text;
  }

  /** The text as it may be shown, whatever it tells of. */
  Column hidden(Column text) {
    return when(text.isNotNull(), concat(lit("***"), fingerprint(text)));
  }

  /** A record that could not be split, of which nobody knows what in it is personal. */
  Column corrupt(Column text) {
    if (!isNeeded()) {
      return text;
    }
    Column masked =
        concat(
            lit("*** "),
            length(text).cast("string"),
            lit(" characters, SHA-256 "),
            fingerprint(text));
    // What is told about a whole file is no record of it.
    return when(col(BronzeColumns.FAULT).isin("HEADER", "BAD_FILE"), text)
        .when(text.isNotNull(), masked);
  }

  private Column fingerprint(Column text) {
    return substring(sha2(concat(lit(table.name() + ":"), text).cast("binary"), 256), 1, DIGITS);
  }
}
