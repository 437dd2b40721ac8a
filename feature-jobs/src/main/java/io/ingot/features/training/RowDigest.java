package io.ingot.features.training;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * A row's contents as SHA-256, alike for rows that are alike in every bit and for no others. Each
 * value stands behind its length, so that (1, 23) and (12, 3) differ.
 */
final class RowDigest {
  private static final String NULL = "-";

  private RowDigest() {}

  /**
   * The digest of some columns.
   *
   * @param salt other salts give other digests
   * @param schema of the rows, or of some of their columns
   * @return 64 hexadecimal digits, never null
   */
  static Column of(String salt, StructType schema) {
    Column[] parts =
        Arrays.stream(schema.fields())
            .map(field -> framed(column(field.name()), field.dataType()))
            .toArray(Column[]::new);
    return functions.sha2(
        functions.concat(functions.lit(salt + "|"), functions.concat(parts)), 256);
  }

  private static Column column(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
  }

  private static Column framed(Column value, DataType type) {
    Column text = text(value, type);
    return functions.coalesce(
        functions.concat(functions.length(text), functions.lit(":"), text), functions.lit(NULL));
  }

  /** Null where the value is. */
  private static Column text(Column value, DataType type) {
    if (type instanceof DoubleType || type instanceof FloatType) {
      // How a JVM prints a number changed between its versions; its bits do not. The hash is of
      // 64 bits as they are, one to one, but takes -0.0 for 0.0.
      return functions
          .when(value.isNull(), functions.lit(null))
          .when(value.equalTo(0), value.cast(DataTypes.StringType))
          .otherwise(functions.hex(functions.xxhash64(value)));
    }
    if (type instanceof TimestampType || type instanceof TimestampNTZType) {
      return string(functions.unix_micros(value.cast(DataTypes.TimestampType)));
    }
    if (type instanceof DateType) {
      return string(functions.unix_date(value));
    }
    if (type instanceof BinaryType) {
      return functions.hex(value);
    }
    if (type instanceof ArrayType array) {
      return functions.array_join(
          functions.transform(value, element -> framed(element, array.elementType())), "");
    }
    if (type instanceof MapType map) {
      return text(functions.map_entries(value), entries(map));
    }
    if (type instanceof StructType struct) {
      return functions
          .when(value.isNull(), functions.lit(null))
          .otherwise(functions.concat(fields(value, struct)));
    }
    return string(value);
  }

  private static Column[] fields(Column value, StructType struct) {
    return List.of(struct.fields()).stream()
        .map(field -> framed(value.getField(field.name()), field.dataType()))
        .toArray(Column[]::new);
  }

  private static ArrayType entries(MapType map) {
    return DataTypes.createArrayType(
        DataTypes.createStructType(
            new StructField[] {
              DataTypes.createStructField("key", map.keyType(), false),
              DataTypes.createStructField("value", map.valueType(), true)
            }));
  }

  private static Column string(Column value) {
    return value.cast(DataTypes.StringType);
  }
}
