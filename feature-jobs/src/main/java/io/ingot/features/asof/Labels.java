package io.ingot.features.asof;

import static org.apache.spark.sql.functions.struct;

import io.ingot.core.error.ProjectException;
import io.ingot.features.view.Columns;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Labels on their way through the join: each row as one value beside its time, so that no column of
 * theirs meets one of the join's.
 */
final class Labels {
  static final String TIME = "_time";
  private static final String LABEL = "_label";

  private Labels() {}

  /**
   * @return a row for each label
   * @throws ProjectException when they lack their time
   */
  static Dataset<Row> packed(Dataset<Row> labels, LabelTerms terms) {
    requireTime(labels.schema(), terms);
    Column[] all = Columns.named(List.of(labels.columns())).toArray(Column[]::new);
    return labels.select(
        struct(all).as(LABEL), Columns.named(terms.time()).cast("timestamp").as(TIME));
  }

  static Column column(String name) {
    return Columns.named(LABEL).getField(name);
  }

  static Column time() {
    return Columns.named(TIME);
  }

  private static void requireTime(StructType schema, LabelTerms terms) {
    if (!Arrays.asList(schema.fieldNames()).contains(terms.time())) {
      throw new ProjectException(
          "The labels have no column %s, which is to be their time. They have %s."
              .formatted(terms.time(), String.join(", ", schema.fieldNames())));
    }
    DataType type = schema.apply(terms.time()).dataType();
    if (!(type instanceof TimestampType
        || type instanceof TimestampNTZType
        || type instanceof DateType)) {
      throw new ProjectException(
          "The labels' time %s is a %s. Cast it to a timestamp or a date."
              .formatted(terms.time(), type.sql()));
    }
  }
}
