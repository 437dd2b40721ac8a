package io.ingot.features.prepare;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Augmentation;
import io.ingot.core.project.Nearest;
import io.ingot.features.view.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * Further rows for training, each a row of the training part of which one word of a text is
 * changed. Which rows, and what becomes of them, follows from the seed and the row's own values, so
 * that neither the order nor the partitioning matters; two rows that are alike get twins that are
 * alike.
 */
public final class Augmenting {
  /** Whether a row is a changed twin; never null. */
  public static final String AUGMENTED = "_augmented";

  private static final String TWIN = "_twin";

  private Augmenting() {}

  /**
   * All rows, and behind the share of the training rows that chance picks their twins. A row of
   * which the text cannot be changed gets none: it is null, or has too few words, or none with a
   * synonym where only those change. What is made of the column has to be made after this, so that
   * it is made of the twins' texts.
   *
   * @param rows with {@code _split}, without {@link #AUGMENTED}; read once
   * @return the rows and {@link #AUGMENTED}
   * @throws ProjectException when the column is not there, or is no text
   */
  public static Dataset<Row> of(Dataset<Row> rows, Augmentation terms, long seed) {
    require(rows, terms.column());
    Column hash = hash(rows, seed);
    Column picked =
        shiftrightunsigned(hash, 11).cast("double").multiply(0x1p-53).lt(terms.share().value());
    Column changed =
        udf(new Rewording(terms), DataTypes.StringType)
            .apply(Columns.named(terms.column()), xxhash64(lit(seed), hash));
    Column twins =
        when(Columns.named(TWIN).isNull(), array(lit(false)))
            .otherwise(array(lit(false), lit(true)));
    return rows.withColumn(TWIN, when(TimeSplit.trains().and(picked), changed))
        .withColumn(AUGMENTED, explode(twins))
        .withColumn(
            terms.column(),
            when(Columns.named(AUGMENTED), Columns.named(TWIN))
                .otherwise(Columns.named(terms.column())))
        .drop(TWIN);
  }

  /** Spark's hash passes over nulls and takes no maps, nor what holds one. */
  private static Column hash(Dataset<Row> rows, long seed) {
    List<Column> parts = new ArrayList<>(List.of(lit(seed)));
    for (StructField field : rows.schema().fields()) {
      Column column = Columns.named(field.name());
      parts.add(column.isNull());
      parts.add(field.dataType().catalogString().contains("map<") ? column.cast("string") : column);
    }
    return xxhash64(parts.toArray(Column[]::new));
  }

  private static void require(Dataset<Row> rows, String column) {
    List<String> there = List.of(rows.columns());
    Optional<StructField> field =
        Arrays.stream(rows.schema().fields()).filter(one -> one.name().equals(column)).findFirst();
    if (field.isEmpty()) {
      throw new ProjectException(
          "Cannot augment column '"
              + column
              + "', which the rows do not have. "
              + Nearest.hint(column, there));
    }
    if (!field.get().dataType().equals(DataTypes.StringType)) {
      throw new ProjectException(
          "Cannot augment column '"
              + column
              + "': it is "
              + field.get().dataType().sql()
              + ", and words are changed in texts only.");
    }
    Stream.of(AUGMENTED, TWIN)
        .filter(there::contains)
        .findFirst()
        .ifPresent(
            taken -> {
              throw new ProjectException(
                  "Cannot augment rows that have a column "
                      + taken
                      + " of their own. Rename it where they come from.");
            });
  }
}
