package io.ingot.etl.bronze;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import io.ingot.core.batch.Batch;
import io.ingot.core.error.ProjectException;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The columns that every bronze table has beside the source's own. */
public final class BronzeColumns {
  /** Number of the bronze batch that brought the row. */
  public static final String BATCH = "_batch";

  /** Id of the run that brought the row. */
  public static final String RUN = "_run";

  /**
   * Where the row came from: {@code name} (file below its connection, or connection and table),
   * {@code bytes} and {@code modified} of the file, {@code position} (row of a Parquet file, first
   * byte of the record in an unpacked text file); null where they don't apply.
   */
  public static final String SOURCE = "_source";

  /** When the run that brought the row started. */
  public static final String EXTRACTED_AT = "_extracted_at";

  /**
   * The raw text of a record that could not be split into fields; null for a good one. Of a record
   * that is no text, its bytes in base64; of one that is too long, its beginning, length and hash.
   */
  public static final String CORRUPT = "_corrupt";

  /**
   * What is wrong with a record that is in {@link #CORRUPT}, as a reason code such as {@code
   * QUOTE}; null for a good one. Tables of sources that cannot be damaged do not have it.
   */
  public static final String FAULT = "_fault";

  /** The raw line of a JSON source. */
  public static final String RAW = "_raw";

  /** Whether the source deleted the row; only where the table declares how that is found. */
  public static final String DELETED = "_deleted";

  private static final Set<String> OWN =
      Set.of(BATCH, RUN, SOURCE, EXTRACTED_AT, CORRUPT, FAULT, RAW, DELETED);

  private BronzeColumns() {}

  /** The columns that came from the source, in order. */
  public static List<String> ofSource(String[] columns) {
    return Arrays.stream(columns).filter(column -> !OWN.contains(column)).toList();
  }

  /** A {@link #SOURCE} value. */
  public static Column source(Column name, Column bytes, Column modified, Column position) {
    return struct(
            name.cast("string").as("name"),
            bytes.cast("bigint").as("bytes"),
            modified.cast("timestamp").as("modified"),
            position.cast("bigint").as("position"))
        .as(SOURCE);
  }

  /** Stamps rows that have {@link #SOURCE} and {@link #CORRUPT} with the batch that brings them. */
  public static Dataset<Row> stamp(Dataset<Row> rows, Batch batch) {
    return rows.withColumn(BATCH, lit(batch.number()))
        .withColumn(RUN, lit(batch.run()))
        .withColumn(EXTRACTED_AT, lit(Timestamp.from(batch.at())));
  }

  /** Refuses a source whose own columns would hide Ingot's; to Spark, case makes no other name. */
  public static void requireFree(String origin, List<String> columns) {
    String taken = String.join(", ", taken(columns));
    if (!taken.isEmpty()) {
      throw new ProjectException(
          "Cannot read "
              + origin
              + ": it has columns of the names that Ingot adds ("
              + taken
              + "). Rename them at the source, for instance by a view.");
    }
  }

  /** A {@link #SOURCE} value for no rows. */
  public static Column nowhere() {
    return source(none(), none(), none(), none());
  }

  /** The column of exactly that name. */
  public static Column named(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }

  /** Those of some names that would hide Ingot's own columns; to Spark, case is no matter. */
  public static List<String> taken(List<String> columns) {
    return columns.stream()
        .filter(column -> OWN.contains(column.toLowerCase(Locale.ROOT)))
        .toList();
  }

  public static Column none() {
    return lit(null);
  }

  public static Column metadata(String field) {
    return col("_metadata." + field);
  }
}
