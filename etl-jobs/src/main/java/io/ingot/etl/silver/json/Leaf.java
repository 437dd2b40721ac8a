package io.ingot.etl.silver.json;

import io.ingot.core.project.ColumnContract;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/** Makes a text a value of a type that is not complex: the very value, or none. */
@FunctionalInterface
interface Leaf extends Serializable {
  /**
   * The value that Spark takes for the type.
   *
   * @throws Unfit when the text is no value of the type, or one that would have to be changed
   */
  Object value(String text) throws Unfit;

  /**
   * The leaf of a type.
   *
   * @throws IllegalArgumentException when JSON has no values for it
   */
  static Leaf of(DataType type, ColumnContract contract) {
    if (type instanceof DecimalType decimal) {
      return text -> Numbers.decimal(text, decimal.precision(), decimal.scale());
    }
    return Optional.ofNullable(plain(contract.nonFinite()).get(type))
        .or(() -> TimeLeaf.of(type, contract))
        .orElseThrow(
            () -> new IllegalArgumentException("JSON has no values of type " + type.sql()));
  }

  private static Map<DataType, Leaf> plain(boolean nonFinite) {
    return Map.of(
        DataTypes.StringType,
        text -> text,
        DataTypes.BinaryType,
        text -> text.getBytes(StandardCharsets.UTF_8),
        DataTypes.BooleanType,
        Leaf::truth,
        DataTypes.ByteType,
        text -> (byte) Numbers.whole(text, Byte.MIN_VALUE, Byte.MAX_VALUE),
        DataTypes.ShortType,
        text -> (short) Numbers.whole(text, Short.MIN_VALUE, Short.MAX_VALUE),
        DataTypes.IntegerType,
        text -> (int) Numbers.whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE),
        DataTypes.LongType,
        text -> Numbers.whole(text, Long.MIN_VALUE, Long.MAX_VALUE),
        DataTypes.DoubleType,
        text -> Numbers.floating(text, nonFinite),
        DataTypes.FloatType,
        text -> Numbers.singleFloating(text, nonFinite));
  }

  private static Object truth(String text) throws Unfit {
    if (!text.equals("true") && !text.equals("false")) {
      throw new Unfit("BAD_BOOLEAN");
    }
    return text.equals("true");
  }
}
