package io.ingot.features.training;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.conv;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;

import java.util.Arrays;
import java.util.Comparator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * One number for all rows of a training set with their parts and places: a sum of each row's
 * digest, to which its part and number belong. A sum needs no order to be computed in, yet a row
 * that moved, changed, came or went changes it.
 */
final class Checksum {
  private static final int DIGITS = 15;
  private static final long MODULUS = 1L << (4 * DIGITS);

  private Checksum() {}

  /**
   * Computes it.
   *
   * @param rows with {@code _split} and {@code _row}; every column counts, by name order
   * @return 30 hexadecimal digits
   */
  static String of(Dataset<Row> rows) {
    StructType columns =
        new StructType(
            Arrays.stream(rows.schema().fields())
                .sorted(Comparator.comparing(StructField::name))
                .toArray(StructField[]::new));
    Row sums =
        rows.select(RowDigest.of("", columns).as("digest"))
            .select(sum(part(1)).as("high"), sum(part(1 + DIGITS)).as("low"))
            .select(word("high"), word("low"))
            .first();
    return String.format("%015x%015x", sums.getLong(0), sums.getLong(1));
  }

  private static Column part(int from) {
    return conv(substring(functions.col("digest"), from, DIGITS), 16, 10).cast("decimal(20,0)");
  }

  private static Column word(String sum) {
    return coalesce(functions.col(sum), lit(0))
        .mod(lit(MODULUS).cast("decimal(20,0)"))
        .cast("bigint");
  }
}
