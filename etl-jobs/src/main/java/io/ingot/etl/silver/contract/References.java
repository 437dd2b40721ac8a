package io.ingot.etl.silver.contract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The values that other tables hold, to be referred to.
 *
 * @param known by referring column: one column of distinct values, without null
 */
public record References(Map<String, Dataset<Row>> known) {
  private static final String FOUND = "_found_";
  private static final String KNOWN = "_known_";

  public References {
    known = new LinkedHashMap<>(known);
  }

  /** Marks in each row which of its values are known. */
  Dataset<Row> join(Dataset<Row> rows) {
    Dataset<Row> joined = rows;
    for (Map.Entry<String, Dataset<Row>> reference : known.entrySet()) {
      String column = reference.getKey();
      Dataset<Row> values =
          reference.getValue().toDF(KNOWN + column).withColumn(FOUND + column, lit(true));
      joined =
          joined
              .join(values, col("`" + column + "`").equalTo(col(KNOWN + column)), "left_outer")
              .drop(KNOWN + column);
    }
    return joined;
  }

  /** Whether a row's value is not null and not known. */
  Column missing(String column, Column value) {
    return value.isNotNull().and(col(FOUND + column).isNull());
  }
}
