package io.ingot.etl.silver.contract;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.TableName;
import io.ingot.etl.bronze.BronzeColumns;
import io.ingot.etl.silver.json.JsonFields;
import io.ingot.etl.silver.json.Wanted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** How the fields of a bronze row are reached: as columns, or inside its raw JSON line. */
public final class BronzeRecord {
  private static final String FIELDS = "_fields";

  private final SilverTable table;
  private final TableName bronze;
  private final StructType schema;
  private final boolean json;

  public BronzeRecord(SilverTable table, TableName bronze, StructType schema) {
    this.table = table;
    this.bronze = bronze;
    this.schema = schema;
    this.json = List.of(schema.fieldNames()).contains(BronzeColumns.RAW);
  }

  /**
   * The type in which a silver column's value comes: of JSON text, unless a complex type is
   * declared.
   *
   * @throws ProjectException when the bronze table has no such field, or one of another complex
   *     type
   */
  DataType type(String column) {
    DataType declared = declared(column);
    if (isInside(column)) {
      return JsonFields.typeOf(declared);
    }
    String first = fields(column).get(0);
    DataType came = came(column).orElseThrow(() -> missing(first));
    if (!JsonFields.isComplex(declared)) {
      return came;
    }
    if (!came.asNullable().equals(declared.asNullable())) {
      throw new ProjectException(
          "Cannot fill "
              + table.name()
              + ": "
              + first
              + " in "
              + bronze
              + " is "
              + came.sql()
              + ", and "
              + column
              + " is declared as "
              + declared.sql()
              + ". Declare what comes, or take single fields by 'from: "
              + first
              + ".name'.");
    }
    return declared;
  }

  /** The one type of the fields that the table has; text where they differ. */
  private Optional<DataType> came(String column) {
    List<DataType> types = there(column).stream().map(BronzeField::type).distinct().toList();
    return types.size() > 1 ? Optional.of(DataTypes.StringType) : types.stream().findFirst();
  }

  private List<BronzeField> there(String column) {
    return fields(column).stream().flatMap(field -> beside(field).stream()).toList();
  }

  private ProjectException missing(String field) {
    return new ProjectException(
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

  private DataType declared(String column) {
    return DataType.fromDDL(table.columns().get(column).type());
  }

  private List<String> fields(String column) {
    return table.columns().get(column).fields(column);
  }

  private boolean isInside(String column) {
    return !inside(column).isEmpty();
  }

  /** The fields of a column that are inside the JSON. */
  private List<String> inside(String column) {
    return json
        ? fields(column).stream().filter(field -> beside(field).isEmpty()).toList()
        : List.of();
  }

  /** A message's key or time stands beside its JSON, in a column; all else is inside. */
  private Optional<BronzeField> beside(String field) {
    return json && !field.startsWith("_") ? Optional.empty() : BronzeField.of(schema, field);
  }

  /**
   * Makes fields of bronze rows reachable by {@link #field}; a JSON record is parsed once.
   *
   * @throws ProjectException when JSON has no values of a declared type
   */
  Dataset<Row> open(Dataset<Row> rows) {
    return json
        ? rows.withColumn(
            FIELDS, when(col(BronzeColumns.CORRUPT).isNull(), wanted().of(col(BronzeColumns.RAW))))
        : rows;
  }

  private JsonFields wanted() {
    List<Wanted> wanted = new ArrayList<>();
    table
        .columns()
        .forEach(
            (name, contract) -> {
              if (isInside(name)) {
                wanted.add(new Wanted(name, inside(name), declared(name), contract));
              }
            });
    try {
      return JsonFields.of(wanted, table.ignored());
    } catch (IllegalArgumentException e) {
      throw new ProjectException("Cannot fill " + table.name() + ": " + e.getMessage() + ".", e);
    }
  }

  /** A silver column's value in opened rows, as it came: of its fields the first that is there. */
  Column field(String column) {
    // Of the fields inside the JSON the opening takes the first that a record has.
    return coalesce(
        fields(column).stream()
            .flatMap(field -> value(column, field).stream())
            .distinct()
            .toArray(Column[]::new));
  }

  private Optional<Column> value(String column, String field) {
    DataType type = type(column);
    Optional<Column> beside =
        beside(field)
            .map(there -> there.type().equals(type) ? there.value() : there.value().cast(type));
    return isInside(column) ? beside.or(() -> Optional.of(col(FIELDS).getField(column))) : beside;
  }

  /** Fields that only JSON records have, for opened rows of any source. */
  List<Column> opened() {
    return List.of(
        opened(JsonFields.MISFITS, JsonFields.MISFITS_TYPE).as(JsonRules.MISFITS),
        opened(JsonFields.FAULT, DataTypes.StringType).as(JsonRules.FAULT),
        opened(JsonFields.RESCUED, DataTypes.StringType).as(SilverColumns.RESCUED),
        opened(JsonFields.UNKNOWN, JsonFields.UNKNOWN_TYPE).as(SilverColumns.UNKNOWN));
  }

  private Column opened(String field, DataType type) {
    return json ? col(FIELDS).getField(field) : lit(null).cast(type);
  }

  /** The rules that records of JSON have beside others. */
  Optional<JsonRules> jsonRules(String column) {
    return Optional.of(new JsonRules(column)).filter(rules -> isInside(column));
  }

  /** The rule that a record can be opened and is one of the contract's; of JSON only. */
  Optional<Rule> openable() {
    boolean wants = table.columns().keySet().stream().anyMatch(this::isInside);
    return wants ? Optional.of(sparing(JsonRules.openable())) : Optional.empty();
  }

  /** Whether the source deleted the row; never null. */
  Column deleted() {
    return List.of(schema.fieldNames()).contains(BronzeColumns.DELETED)
        ? coalesce(col(BronzeColumns.DELETED), lit(false))
        : lit(false);
  }

  /** The reason code of a corrupt record. */
  Column fault() {
    Column unknown = lit("CORRUPT");
    return List.of(schema.fieldNames()).contains(BronzeColumns.FAULT)
        ? coalesce(col(BronzeColumns.FAULT), unknown)
        : unknown;
  }

  /** The rule, for rows that the source did not delete. */
  Rule sparing(Rule rule) {
    return List.of(schema.fieldNames()).contains(BronzeColumns.DELETED)
        ? rule.butFor(deleted())
        : rule;
  }

  /** The bronze row itself, for {@link #raw} and {@link #row}. */
  Column whole() {
    return struct(
        Arrays.stream(schema.fieldNames())
            .map(name -> col(quoted(name)).as(name))
            .toArray(Column[]::new));
  }

  /** The raw record of a bronze row as text: the line where there is one, else all as JSON. */
  Column raw(Column whole) {
    Column columns =
        to_json(
            struct(
                BronzeColumns.ofSource(schema.fieldNames()).stream()
                    .map(name -> whole.getField(name).as(name))
                    .toArray(Column[]::new)));
    Column corrupt = whole.getField(BronzeColumns.CORRUPT);
    // A message without a value has nothing but what stands beside it.
    return json
        ? coalesce(corrupt, whole.getField(BronzeColumns.RAW), columns)
        : coalesce(corrupt, columns);
  }

  /** A whole bronze row as JSON; {@link RowJson#read} by the table's schema makes it again. */
  Column row(Column whole) {
    return RowJson.write(whole, schema);
  }

  private static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
