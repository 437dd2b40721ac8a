package io.ingot.etl.silver.contract;

import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;

import io.ingot.etl.bronze.BronzeColumns;
import io.ingot.etl.silver.json.FieldPath;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * A column of a bronze table, or a field inside one.
 *
 * @param value its value
 * @param type its type
 */
record BronzeField(Column value, DataType type) {
  /** The field of a name, or of a path such as {@code address.city} or {@code items[0].sku}. */
  static Optional<BronzeField> of(StructType schema, String name) {
    return List.of(schema.fieldNames()).contains(name)
        ? Optional.of(new BronzeField(BronzeColumns.named(name), schema.apply(name).dataType()))
        : FieldPath.of(name).flatMap(path -> of(schema, path));
  }

  private static Optional<BronzeField> of(StructType schema, FieldPath path) {
    if (!List.of(schema.fieldNames()).contains(path.name())) {
      return Optional.empty();
    }
    Optional<BronzeField> field = of(schema, path.name());
    for (FieldPath.Step step : path.steps()) {
      field = field.flatMap(outer -> outer.below(step));
    }
    return field;
  }

  private Optional<BronzeField> below(FieldPath.Step step) {
    if (step instanceof FieldPath.Field field
        && type instanceof StructType struct
        && List.of(struct.fieldNames()).contains(field.name())) {
      return Optional.of(
          new BronzeField(value.getField(field.name()), struct.apply(field.name()).dataType()));
    }
    if (step instanceof FieldPath.Element element && type instanceof ArrayType list) {
      // An index that is not there is null, even where Spark is told to be strict.
      return Optional.of(new BronzeField(get(value, lit(element.index())), list.elementType()));
    }
    return Optional.empty();
  }
}
