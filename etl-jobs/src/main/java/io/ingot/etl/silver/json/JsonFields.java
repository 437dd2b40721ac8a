package io.ingot.etl.silver.json;

import static org.apache.spark.sql.functions.udf;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The fields that a contract takes out of JSON records. A column of a complex type comes as a value
 * of it, any other as its text: a number as it was written. What is told beside them has names that
 * no column can have.
 */
public final class JsonFields {
  /**
   * By column, what does not fit its declared type: a struct of {@link #CODE} and {@link #VALUE}.
   * Such a column's own value is its text, or null where the type is complex.
   */
  public static final String MISFITS = "?misfits";

  /** Reason code of a misfit. */
  public static final String CODE = "code";

  /** Text of a misfit; inside a complex value with its place, such as {@code a[2].b: x}. */
  public static final String VALUE = "value";

  /** The outer fields that are neither wanted nor ignored, as a JSON object; null where none is. */
  public static final String RESCUED = "?rescued";

  /** The names of those fields. */
  public static final String UNKNOWN = "?unknown";

  /**
   * Reason code of a record that could not be opened, or has no wanted field (SCHEMA_MISS); null
   * for good ones.
   */
  public static final String FAULT = "?fault";

  private static final StructType MISFIT =
      new StructType().add(CODE, DataTypes.StringType).add(VALUE, DataTypes.StringType);

  /** The type of {@link #MISFITS}. */
  public static final DataType MISFITS_TYPE = DataTypes.createMapType(DataTypes.StringType, MISFIT);

  /** The type of {@link #UNKNOWN}. */
  public static final DataType UNKNOWN_TYPE = DataTypes.createArrayType(DataTypes.StringType);

  private final Layout layout;
  private final StructType type;

  private JsonFields(Layout layout, StructType type) {
    this.layout = layout;
    this.type = type;
  }

  /**
   * The fields of some columns.
   *
   * @param ignored names of outer fields that nobody wants
   * @throws IllegalArgumentException when JSON has no values of a declared complex type
   */
  public static JsonFields of(List<Wanted> wanted, List<String> ignored) {
    StructType type = new StructType();
    for (Wanted column : wanted) {
      type = type.add(column.name(), typeOf(column.type()));
    }
    type =
        type.add(MISFITS, MISFITS_TYPE)
            .add(RESCUED, DataTypes.StringType)
            .add(UNKNOWN, UNKNOWN_TYPE)
            .add(FAULT, DataTypes.StringType);
    return new JsonFields(new Layout(wanted, ignored), type);
  }

  /** The type in which a value of a declared type comes. */
  public static DataType typeOf(DataType declared) {
    return isComplex(declared) ? declared : DataTypes.StringType;
  }

  /** Whether values of a type hold other values. */
  public static boolean isComplex(DataType type) {
    return Shape.isComplex(type);
  }

  /**
   * The fields of each record, as a struct of the columns and of {@link #MISFITS}, {@link
   * #RESCUED}, {@link #UNKNOWN} and {@link #FAULT}; null for null.
   */
  public Column of(Column record) {
    Layout opened = layout;
    UDF1<String, Row> open = text -> text == null ? null : Opening.of(opened, text);
    // Spark would open a record again for each filter that looks into it.
    return udf(open, type).asNondeterministic().apply(record);
  }
}
