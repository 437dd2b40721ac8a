package io.ingot.core.lake;

import static org.apache.spark.sql.functions.map_entries;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;

/**
 * Values of any type in a form that Spark can compare and hash, which it refuses to do with maps:
 * two maps of the same entries are the same, whatever the entries' order.
 */
public final class Alike {
  private static final Map<String, String> EXACT =
      Map.of(
          "timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX",
          "timestampNTZFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSS");

  private Alike() {}

  /** The value itself where no map is in it. */
  public static Column of(Column value, DataType type) {
    if (!holdsMap(type)) {
      return value;
    }
    if (type instanceof ArrayType array) {
      return transform(value, element -> of(element, array.elementType()));
    }
    if (type instanceof MapType map) {
      return sort_array(
          transform(
              map_entries(value),
              entry ->
                  struct(
                      entry.getField("key").as("key"),
                      of(entry.getField("value"), map.valueType()).as("value"))));
    }
    Column[] fields =
        Arrays.stream(((StructType) type).fields())
            .map(field -> of(value.getField(field.name()), field.dataType()).as(field.name()))
            .toArray(Column[]::new);
    return when(value.isNotNull(), struct(fields));
  }

  /**
   * Whether two columns hold the same. A field that one of them has not got counts as null there.
   */
  public static Column same(Column left, DataType leftType, Column right, DataType rightType) {
    boolean comparable =
        !isNested(leftType) || DataType.equalsIgnoreNullability(leftType, rightType);
    return comparable
        ? of(left, leftType).eqNullSafe(of(right, rightType))
        : to_json(left, EXACT).eqNullSafe(to_json(right, EXACT));
  }

  private static boolean isNested(DataType type) {
    return type instanceof ArrayType || type instanceof MapType || type instanceof StructType;
  }

  private static boolean holdsMap(DataType type) {
    return type.existsRecursively(part -> part instanceof MapType);
  }
}
