package io.ingot.etl.silver.schema;

import static org.apache.spark.sql.functions.col;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.NewColumn;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.Source;
import io.ingot.etl.bronze.BronzeColumns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * Finds the unknown fields of one bronze table.
 *
 * @param declared the silver table
 * @param bronze the bronze table
 * @param schema its columns
 */
public record NewFields(SilverTable declared, BronzeTable bronze, StructType schema) {
  /** Names that Ingot gives to columns of its own. */
  private static final String OWN = "_";

  /**
   * The fields that stand in columns, or the keys of JSON records.
   *
   * @param valued the rows of the batch by the contract; read only where keys become columns
   * @param rescued the column of such rows that has a JSON record's unknown keys
   * @throws ProjectException when a field is to be added whose name no column can have
   */
  public UnknownFields in(Dataset<Row> valued, String rescued) {
    Set<String> ignored = Set.copyOf(declared.ignored());
    NewColumn policy = declared.onNewColumn();
    UnknownFields unknown =
        isJson()
            ? new UnknownKeys(
                col(rescued),
                ignored,
                policy,
                policy == NewColumn.ADD
                    ? UnknownKeys.in(valued, col(rescued), ignored, bronze.name().toString())
                    : Set.of())
            : new UnknownColumns(columns(ignored), policy);
    requireAddable(unknown.added().keySet());
    return unknown;
  }

  private boolean isJson() {
    return List.of(schema.fieldNames()).contains(BronzeColumns.RAW);
  }

  private Map<String, DataType> columns(Set<String> ignored) {
    Set<String> known =
        declared.columns().entrySet().stream()
            .flatMap(column -> column.getValue().fields(column.getKey()).stream())
            .flatMap(field -> Stream.of(field, field.split("[.\\[]")[0]))
            .collect(Collectors.toSet());
    Map<String, DataType> unknown = new LinkedHashMap<>();
    BronzeColumns.ofSource(schema.fieldNames()).stream()
        .filter(name -> !known.contains(name) && !ignored.contains(name))
        // A message's key and time stand beside its fields.
        .filter(name -> !(bronze.source() instanceof Source.Topic && name.startsWith(OWN)))
        .forEach(name -> unknown.put(name, schema.apply(name).dataType()));
    return unknown;
  }

  private void requireAddable(Set<String> names) {
    Map<String, String> taken = new LinkedHashMap<>();
    declared.columns().keySet().forEach(name -> taken.put(name.toLowerCase(Locale.ROOT), name));
    for (String name : names) {
      if (!name.matches("[A-Za-z][A-Za-z0-9_]*")) {
        throw refused(
            name,
            name.startsWith(OWN)
                ? "names that begin with _ are Ingot's own"
                : "a column's name has letters, digits and _ only");
      }
      String twin = taken.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
      if (twin != null) {
        throw refused(name, "the table has a column " + twin + " already");
      }
    }
  }

  private ProjectException refused(String field, String why) {
    return new ProjectException(
        "Cannot add field '"
            + field
            + "' of "
            + bronze.name()
            + " to "
            + declared.name()
            + ": "
            + why
            + ". Declare a column with from: ['"
            + field
            + "'] in silver/"
            + declared.name().name()
            + ".yml, or list the field under ignored.");
  }
}
