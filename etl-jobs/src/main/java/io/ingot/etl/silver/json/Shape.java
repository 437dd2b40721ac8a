package io.ingot.etl.silver.json;

import com.fasterxml.jackson.core.JsonToken;
import io.ingot.core.project.ColumnContract;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** How the JSON of a value becomes a value of a declared type. */
sealed interface Shape extends Serializable
    permits TextShape, LeafShape, ListShape, MapShape, StructShape {
  /**
   * The value whose first token is the current one; its last is the current one afterwards.
   *
   * @param misfit is told what does not fit
   * @return a value that Spark takes for the type; null for null and for what does not fit
   */
  Object read(Tokens in, Misfit misfit) throws IOException;

  /** The shape of a column: of a complex type its values, of any other the text as it came. */
  static Shape ofColumn(DataType type, ColumnContract contract) {
    return isComplex(type)
        ? nested(type, contract)
        : new TextShape(Kind.of(type), contract.quoted());
  }

  static boolean isComplex(DataType type) {
    return type instanceof ArrayType || type instanceof MapType || type instanceof StructType;
  }

  private static Shape nested(DataType type, ColumnContract contract) {
    if (type instanceof ArrayType list) {
      return new ListShape(nested(list.elementType(), contract));
    }
    if (type instanceof MapType map) {
      if (!(map.keyType() instanceof StringType)) {
        throw new IllegalArgumentException(
            "the keys of a map in JSON are text, not "
                + map.keyType().sql()
                + "; declare map<string, ...>");
      }
      return new MapShape(nested(map.valueType(), contract));
    }
    if (type instanceof StructType struct) {
      return StructShape.of(
          Arrays.stream(struct.fields()).map(StructField::name).toList(),
          Arrays.stream(struct.fields()).map(field -> nested(field.dataType(), contract)).toList(),
          Arrays.stream(struct.fields()).map(field -> !field.nullable()).toList());
    }
    return new LeafShape(Kind.of(type), contract.quoted(), Leaf.of(type, contract));
  }

  /** Tells that something else stands where an object or an array is declared. */
  static void tellType(Tokens in, Misfit misfit) throws IOException {
    String text = in.token().isStructStart() ? in.verbatim() : in.text();
    misfit.tell("BAD_TYPE", in, text);
  }

  static boolean isNull(Tokens in) {
    return in.token() == JsonToken.VALUE_NULL;
  }
}
