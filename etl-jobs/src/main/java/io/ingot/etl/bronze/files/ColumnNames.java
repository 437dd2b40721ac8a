package io.ingot.etl.bronze.files;

import io.ingot.etl.bronze.BronzeColumns;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The names that a file's columns have in a table. Delta cannot hold a blank or one of {@code
 * ,;{}()=}, a tab or a line break in a name, so each of them becomes an underscore.
 */
final class ColumnNames {
  private ColumnNames() {}

  /**
   * The same columns, one for one, by names that a table can hold.
   *
   * @throws DamagedFile when columns have no name, the same name, or one of Ingot's own
   */
  static StructType held(StructType head) throws DamagedFile {
    List<String> taken = BronzeColumns.taken(Arrays.asList(head.fieldNames()));
    if (!taken.isEmpty()) {
      throw new DamagedFile(
          Flaw.HEADER,
          "it has columns of the names that Ingot adds (" + String.join(", ", taken) + ")");
    }
    return inside(head);
  }

  private static StructType inside(StructType columns) throws DamagedFile {
    Map<String, String> seen = new HashMap<>();
    StructType held = new StructType();
    for (StructField field : columns.fields()) {
      String name = held(field.name());
      String same = seen.put(name.toLowerCase(Locale.ROOT), field.name());
      if (same != null) {
        throw new DamagedFile(
            Flaw.HEADER,
            same.equalsIgnoreCase(field.name())
                ? "it has the column " + field.name() + " twice"
                : "its columns '" + same + "' and '" + field.name() + "' would both be " + name);
      }
      held = held.add(name, inside(field.dataType()));
    }
    return held;
  }

  private static DataType inside(DataType type) throws DamagedFile {
    if (type instanceof StructType struct) {
      return inside(struct);
    }
    if (type instanceof ArrayType array) {
      return DataTypes.createArrayType(inside(array.elementType()));
    }
    if (type instanceof MapType map) {
      return DataTypes.createMapType(inside(map.keyType()), inside(map.valueType()));
    }
    return type;
  }

  private static String held(String name) throws DamagedFile {
    if (name.isBlank()) {
      throw new DamagedFile(Flaw.HEADER, "it has a column without a name");
    }
    if (name.indexOf(0) >= 0) {
      throw new DamagedFile(Flaw.HEADER, "the name of a column holds a NUL; is it in UTF-16?");
    }
    return name.replaceAll("[ ,;{}()\\n\\r\\t=]", "_");
  }
}
