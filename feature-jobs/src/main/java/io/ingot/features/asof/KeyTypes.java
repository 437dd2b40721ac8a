package io.ingot.features.asof;

import io.ingot.core.error.ProjectException;
import java.util.List;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StructType;

/** In which type a key column of labels and of views' tables is compared. */
final class KeyTypes {
  private KeyTypes() {}

  /**
   * The type that holds every value of all of them exactly: the widest one of whole numbers and
   * decimals; anything else has to be of the same type everywhere.
   *
   * @throws ProjectException when there is none
   */
  static DataType common(String key, StructType labels, List<ViewInput> views) {
    DataType common = labels.apply(key).dataType();
    for (ViewInput input : views) {
      DataType row = input.rows().schema().apply(key).dataType();
      if (holds(row, common)) {
        common = row;
      } else if (!holds(common, row)) {
        throw new ProjectException(
            ("Cannot join %s to the labels: their %s is a %s, but the view's is a %s, and values"
                    + " of one could be lost or mistaken in the other. Cast the labels' column.")
                .formatted(
                    input.view().name(), key, labels.apply(key).dataType().sql(), row.sql()));
      }
    }
    return common;
  }

  private static boolean holds(DataType wide, DataType narrow) {
    return wide.sameType(narrow)
        || (isExact(wide)
            && isExact(narrow)
            && surelyHeld(wide) >= atMost(narrow)
            && scale(wide) >= scale(narrow));
  }

  private static boolean isExact(DataType type) {
    return type instanceof DecimalType || !(width(type) == 0);
  }

  /** Digits before the point of which a type holds every number. */
  private static int surelyHeld(DataType type) {
    return type instanceof DecimalType decimal
        ? decimal.precision() - decimal.scale()
        : width(type) - 1;
  }

  /** Digits before the point that the longest number of a type has. */
  private static int atMost(DataType type) {
    return type instanceof DecimalType decimal
        ? decimal.precision() - decimal.scale()
        : width(type);
  }

  private static int scale(DataType type) {
    return type instanceof DecimalType decimal ? decimal.scale() : 0;
  }

  /** Digits of the longest whole number of a type; none of a type of anything else. */
  private static int width(DataType type) {
    if (type instanceof LongType) {
      return 19;
    }
    if (type instanceof IntegerType) {
      return 10;
    }
    if (type instanceof ShortType) {
      return 5;
    }
    return type instanceof ByteType ? 3 : 0;
  }
}
