package io.ingot.etl.silver.contract;

import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.map_entries;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.transform_values;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Rows as JSON from which they can be made again: no type loses anything on the way. JSON names the
 * entries of an object by text only, so a map with other keys becomes a list of its entries.
 */
public final class RowJson {
  /** Times to the microsecond; Spark's own formats stop at the millisecond. */
  public static final Map<String, String> FORMATS =
      Map.of(
          "timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX",
          "timestampNTZFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSS");

  private RowJson() {}

  /** Columns of simple types as a JSON object. */
  public static Column write(Column struct) {
    return to_json(struct, FORMATS);
  }

  /** A struct of these fields. */
  public static Column write(Column struct, StructType schema) {
    return write(listed(struct, schema));
  }

  /** The row as a struct; a text that {@link #write(StructType)} did not write is an error. */
  public static Column read(Column json, StructType schema) {
    Map<String, String> options = new LinkedHashMap<>(FORMATS);
    options.put("mode", "FAILFAST");
    return mapped(from_json(json, (StructType) listed(schema), options), schema);
  }

  /** The type in which a value is written. */
  private static DataType listed(DataType type) {
    if (type instanceof StructType row) {
      return new StructType(
          Arrays.stream(row.fields())
              .map(
                  field ->
                      new StructField(
                          field.name(), listed(field.dataType()), true, field.metadata()))
              .toArray(StructField[]::new));
    }
    if (type instanceof ArrayType list) {
      return DataTypes.createArrayType(listed(list.elementType()), true);
    }
    if (type instanceof MapType map) {
      return map.keyType() instanceof StringType
          ? DataTypes.createMapType(map.keyType(), listed(map.valueType()), true)
          : DataTypes.createArrayType(
              new StructType()
                  .add("key", listed(map.keyType()))
                  .add("value", listed(map.valueType())),
              true);
    }
    return type;
  }

  private static Column listed(Column value, DataType type) {
    return rebuilt(
        value,
        type,
        RowJson::listed,
        (entries, map) ->
            transform(
                map_entries(entries),
                entry ->
                    struct(
                        listed(entry.getField("key"), map.keyType()).as("key"),
                        listed(entry.getField("value"), map.valueType()).as("value"))));
  }

  private static Column mapped(Column value, DataType type) {
    return rebuilt(
        value,
        type,
        RowJson::mapped,
        (entries, map) ->
            map_from_entries(
                transform(
                    entries,
                    entry ->
                        struct(
                            mapped(entry.getField("key"), map.keyType()),
                            mapped(entry.getField("value"), map.valueType())))));
  }

  /** The value with all maps in it replaced that have no text for keys. */
  private static Column rebuilt(
      Column value,
      DataType type,
      BiFunction<Column, DataType, Column> inner,
      BiFunction<Column, MapType, Column> map) {
    if (!holdsOtherKeys(type)) {
      return value;
    }
    if (type instanceof StructType row) {
      return when(
          value.isNotNull(),
          struct(
              Arrays.stream(row.fields())
                  .map(
                      field ->
                          inner
                              .apply(value.getField(field.name()), field.dataType())
                              .as(field.name()))
                  .toArray(Column[]::new)));
    }
    if (type instanceof ArrayType list) {
      return transform(value, element -> inner.apply(element, list.elementType()));
    }
    MapType entries = (MapType) type;
    return entries.keyType() instanceof StringType
        ? transform_values(value, (key, held) -> inner.apply(held, entries.valueType()))
        : map.apply(value, entries);
  }

  private static boolean holdsOtherKeys(DataType type) {
    if (type instanceof StructType row) {
      return Arrays.stream(row.fields()).anyMatch(field -> holdsOtherKeys(field.dataType()));
    }
    if (type instanceof ArrayType list) {
      return holdsOtherKeys(list.elementType());
    }
    return type instanceof MapType map
        && (!(map.keyType() instanceof StringType) || holdsOtherKeys(map.valueType()));
  }
}
