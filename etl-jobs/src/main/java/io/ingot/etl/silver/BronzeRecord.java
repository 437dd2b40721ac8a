package io.ingot.etl.silver;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.TableName;
import io.ingot.etl.bronze.BronzeColumns;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** How the fields of a bronze row are reached: as columns, or inside its raw JSON line. */
final class BronzeRecord {
  private static final String FIELDS = "_fields";

  private final SilverTable table;
  private final TableName bronze;
  private final StructType schema;
  private final boolean json;

  BronzeRecord(SilverTable table, TableName bronze, StructType schema) {
    this.table = table;
    this.bronze = bronze;
    this.schema = schema;
    this.json = List.of(schema.fieldNames()).contains(BronzeColumns.RAW);
  }

  /**
   * The type in which a field comes; text for JSON.
   *
   * @throws ProjectException when the bronze table has no such column
   */
  DataType type(String field) {
    if (isInside(field)) {
      return DataTypes.StringType;
    }
    List<String> names = List.of(schema.fieldNames());
    if (!names.contains(field)) {
      throw new ProjectException(
          "Cannot fill "
              + table.name()
              + ": "
              + bronze
              + " has no column "
              + field
              + ". It has "
              + String.join(", ", BronzeColumns.ofSource(schema.fieldNames()))
              + ". Set 'from' in silver/"
              + table.name().name()
              + ".yml.");
    }
    return schema.apply(field).dataType();
  }

  /** A message's key or time stands beside its JSON, in a column; all else is inside. */
  private boolean isInside(String field) {
    return json && !(field.startsWith("_") && List.of(schema.fieldNames()).contains(field));
  }

  /** Makes fields of bronze rows reachable by {@link #field}; a JSON line is parsed once. */
  Dataset<Row> open(Dataset<Row> bronze) {
    if (!json) {
      return bronze;
    }
    Set<String> names = new LinkedHashSet<>();
    table.columns().forEach((name, column) -> names.add(column.from().orElse(name)));
    names.removeIf(name -> !isInside(name));
    StructType fields = new StructType();
    for (String name : names) {
      fields = fields.add(name, DataTypes.StringType);
    }
    return bronze.withColumn(FIELDS, from_json(col(BronzeColumns.RAW), fields));
  }

  /** A field of an opened row. */
  Column field(String name) {
    return isInside(name) ? col(FIELDS).getField(name) : col(quoted(name));
  }

  /** Whether the source deleted the row; never null. */
  Column deleted() {
    return List.of(schema.fieldNames()).contains(BronzeColumns.DELETED)
        ? coalesce(col(BronzeColumns.DELETED), lit(false))
        : lit(false);
  }

  /** The rule, for rows that the source did not delete. */
  Rule sparing(Rule rule) {
    return List.of(schema.fieldNames()).contains(BronzeColumns.DELETED)
        ? rule.butFor(deleted())
        : rule;
  }

  /** The raw record as text: the line where there is one, else the source's columns as JSON. */
  Column raw() {
    Column columns =
        to_json(
            struct(
                BronzeColumns.ofSource(schema.fieldNames()).stream()
                    .map(name -> col(quoted(name)))
                    .toArray(Column[]::new)));
    // A message without a value has nothing but what stands beside it.
    return json
        ? coalesce(col(BronzeColumns.CORRUPT), col(BronzeColumns.RAW), columns)
        : coalesce(col(BronzeColumns.CORRUPT), columns);
  }

  private static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
