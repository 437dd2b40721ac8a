package io.ingot.etl.bronze.files;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/** Types that hold every value of two others. */
final class Widening {
  private static final List<DataType> INTEGERS =
      List.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);
  private static final List<Integer> DIGITS = List.of(3, 5, 10, 19);
  private static final List<DataType> FLOATS = List.of(DataTypes.FloatType, DataTypes.DoubleType);

  private Widening() {}

  /** The narrowest type that holds every value of both exactly; empty when there is none. */
  static Optional<DataType> common(DataType one, DataType other) {
    if (one.equals(other)) {
      return Optional.of(one);
    }
    return wider(INTEGERS, one, other)
        .or(() -> wider(FLOATS, one, other))
        .or(() -> decimal(one).flatMap(left -> decimal(other).flatMap(right -> both(left, right))));
  }

  private static Optional<DataType> wider(List<DataType> ascending, DataType one, DataType other) {
    int left = ascending.indexOf(one);
    int right = ascending.indexOf(other);
    return left < 0 || right < 0
        ? Optional.empty()
        : Optional.of(ascending.get(Math.max(left, right)));
  }

  private static Optional<DecimalType> decimal(DataType type) {
    int integer = INTEGERS.indexOf(type);
    if (integer >= 0) {
      return Optional.of(DataTypes.createDecimalType(DIGITS.get(integer), 0));
    }
    return type instanceof DecimalType decimal ? Optional.of(decimal) : Optional.empty();
  }

  private static Optional<DataType> both(DecimalType one, DecimalType other) {
    int scale = Math.max(one.scale(), other.scale());
    int whole = Math.max(one.precision() - one.scale(), other.precision() - other.scale());
    return whole + scale > DecimalType.MAX_PRECISION()
        ? Optional.empty()
        : Optional.of(DataTypes.createDecimalType(whole + scale, scale));
  }
}
