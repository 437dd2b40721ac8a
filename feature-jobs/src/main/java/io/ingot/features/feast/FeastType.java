package io.ingot.features.feast;

import io.ingot.core.error.ProjectException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/** A type of Feast's values, {@code feast.types.ValueType}, as far as columns of Spark have it. */
public enum FeastType {
  BYTES(Scalar.BYTES),
  STRING(Scalar.STRING),
  INT32(Scalar.INT32),
  INT64(Scalar.INT64),
  DOUBLE(Scalar.DOUBLE),
  FLOAT(Scalar.FLOAT),
  BOOL(Scalar.BOOL),
  UNIX_TIMESTAMP(Scalar.UNIX_TIMESTAMP),
  BYTES_LIST(Scalar.BYTES),
  STRING_LIST(Scalar.STRING),
  INT32_LIST(Scalar.INT32),
  INT64_LIST(Scalar.INT64),
  DOUBLE_LIST(Scalar.DOUBLE),
  FLOAT_LIST(Scalar.FLOAT),
  BOOL_LIST(Scalar.BOOL),
  UNIX_TIMESTAMP_LIST(Scalar.UNIX_TIMESTAMP);

  private static final int LISTS = 10;

  private static final Map<DataType, FeastType> PLAIN =
      Map.ofEntries(
          Map.entry(DataTypes.BinaryType, BYTES),
          Map.entry(DataTypes.ByteType, INT32),
          Map.entry(DataTypes.ShortType, INT32),
          Map.entry(DataTypes.IntegerType, INT32),
          Map.entry(DataTypes.LongType, INT64),
          Map.entry(DataTypes.DoubleType, DOUBLE),
          Map.entry(DataTypes.FloatType, FLOAT),
          Map.entry(DataTypes.BooleanType, BOOL),
          Map.entry(DataTypes.DateType, UNIX_TIMESTAMP),
          Map.entry(DataTypes.TimestampType, UNIX_TIMESTAMP),
          Map.entry(DataTypes.TimestampNTZType, UNIX_TIMESTAMP));

  private final Scalar scalar;

  FeastType(Scalar scalar) {
    this.scalar = scalar;
  }

  /**
   * The type that a feature's column is served as. A decimal becomes a double, so that more than 15
   * digits are rounded; a date or timestamp becomes whole seconds; bytes and shorts become ints.
   *
   * @throws ProjectException when Feast has no type for it, such as a struct, a map or a list of
   *     lists
   */
  public static FeastType of(StructField column) {
    return of(column.dataType())
        .orElseThrow(
            () ->
                new ProjectException(
                    "Cannot serve the column %s of type %s: Feast's values have no such type."
                            .formatted(column.name(), column.dataType().catalogString())
                        + " Serve its parts as columns of their own, or lists of them."));
  }

  private static Optional<FeastType> of(DataType type) {
    if (type instanceof ArrayType list) {
      return of(list.elementType()).filter(element -> !element.isList()).map(FeastType::list);
    }
    if (type instanceof DecimalType) {
      return Optional.of(DOUBLE);
    }
    return type instanceof StringType ? Optional.of(STRING) : Optional.ofNullable(PLAIN.get(type));
  }

  /** Its number in {@code ValueType.Enum}, which is that of its field in {@code Value} too. */
  public int number() {
    return scalar.number() + (isList() ? LISTS : 0);
  }

  boolean isList() {
    return ordinal() >= BYTES_LIST.ordinal();
  }

  Scalar scalar() {
    return scalar;
  }

  private FeastType list() {
    return valueOf(name() + "_LIST");
  }

  /** The type of a number of {@code ValueType.Enum}; empty of those that Ingot does not write. */
  static Optional<FeastType> numbered(int number) {
    return Arrays.stream(values()).filter(type -> type.number() == number).findFirst();
  }
}
