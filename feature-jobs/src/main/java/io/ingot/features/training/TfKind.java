package io.ingot.features.training;

import io.ingot.core.error.ProjectException;
import io.ingot.features.wire.ProtoWriter;
import io.ingot.features.wire.ProtoWriter.Wire;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * The three lists that a feature of a {@code tf.train.Example} can be, with the field's number in
 * {@code tf.train.Feature} (tensorflow/core/example/feature.proto).
 */
enum TfKind {
  /** Texts as UTF-8. */
  BYTES(1) {
    @Override
    ProtoWriter list(List<?> values) {
      ProtoWriter list = new ProtoWriter();
      values.forEach(value -> list.tag(1, Wire.SIZED).sized(bytes(value)));
      return list;
    }
  },

  /** Of 32 bits, so that of a double some seven digits stay. */
  FLOAT(2) {
    @Override
    ProtoWriter list(List<?> values) {
      ProtoWriter packed = new ProtoWriter();
      values.forEach(
          value -> packed.fixed32(Float.floatToRawIntBits(((Number) value).floatValue())));
      return new ProtoWriter().message(1, packed);
    }
  },

  /** Booleans as 0 and 1, dates as days and timestamps as microseconds since 1970. */
  INT64(3) {
    @Override
    ProtoWriter list(List<?> values) {
      ProtoWriter packed = new ProtoWriter();
      values.forEach(value -> packed.varint(((Number) value).longValue()));
      return new ProtoWriter().message(1, packed);
    }
  };

  private final int field;

  TfKind(int field) {
    this.field = field;
  }

  /** Values as the list's message; numbers are packed. */
  abstract ProtoWriter list(List<?> values);

  /** The {@code tf.train.Feature} of some values. */
  ProtoWriter feature(List<?> values) {
    return new ProtoWriter().message(field, list(values));
  }

  /**
   * What a column becomes.
   *
   * @throws ProjectException for a column that holds structures or maps
   */
  static TfKind of(StructField column) {
    DataType type =
        column.dataType() instanceof ArrayType array ? array.elementType() : column.dataType();
    if (type instanceof StringType || type instanceof BinaryType) {
      return BYTES;
    }
    if (type instanceof FloatType || type instanceof DoubleType || type instanceof DecimalType) {
      return FLOAT;
    }
    if (type instanceof IntegralType || type instanceof BooleanType || isTime(type)) {
      return INT64;
    }
    throw new ProjectException(
        "Cannot write column "
            + column.name()
            + " as tfrecord: it is "
            + column.dataType().catalogString()
            + ", and a record holds texts, numbers and lists of either. Leave it out, or say"
            + " --format parquet.");
  }

  /** A column, or an element of a list, as a number, a text or bytes. */
  static Column plain(Column value, DataType type) {
    if (type instanceof ArrayType array) {
      return functions.transform(value, element -> plain(element, array.elementType()));
    }
    if (type instanceof BooleanType) {
      return value.cast(DataTypes.LongType);
    }
    if (type instanceof DateType) {
      return functions.unix_date(value);
    }
    return isTime(type) ? functions.unix_micros(value.cast(DataTypes.TimestampType)) : value;
  }

  private static boolean isTime(DataType type) {
    return type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType;
  }

  private static byte[] bytes(Object value) {
    return value instanceof byte[] bytes ? bytes : ProtoWriter.utf8(value.toString());
  }
}
