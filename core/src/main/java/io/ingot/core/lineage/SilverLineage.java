package io.ingot.core.lineage;

import io.ingot.core.lineage.ColumnLineage.Input;
import io.ingot.core.lineage.ColumnLineage.Kind;
import io.ingot.core.lineage.ColumnLineages.Known;
import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.ColumnContract;
import io.ingot.core.project.Project;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.SqlColumns;
import io.ingot.core.project.TableName;
import io.ingot.core.project.Write;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What a silver table's contract makes of the bronze tables. */
final class SilverLineage {
  private static final List<String> STAMPS = List.of("_extracted_at", "_batch");

  private final SilverTable silver;
  private final Project project;
  private final ColumnLineages tables;
  private final Map<String, Set<Input>> read = new LinkedHashMap<>();

  SilverLineage(SilverTable silver, Project project, ColumnLineages tables) {
    this.silver = silver;
    this.project = project;
    this.tables = tables;
  }

  Known known() {
    silver.columns().forEach((name, contract) -> read.put(name, fields(name, contract)));
    STAMPS.forEach(stamp -> read.put(stamp, stamp(stamp)));
    StructType types = types();
    Map<String, Set<Input>> columns = new LinkedHashMap<>();
    Arrays.stream(types.fieldNames()).forEach(name -> columns.put(name, column(name)));
    return new Known(types, new ColumnLineage(silver.name(), columns, rows()));
  }

  private Set<Input> column(String name) {
    ColumnContract contract = silver.columns().get(name);
    if (contract == null) {
      return added(name);
    }
    Set<Input> inputs =
        contract
            .value()
            .map(sql -> named(SqlColumns.in(sql), Kind.TRANSFORMATION))
            .orElseGet(() -> new LinkedHashSet<>(read.get(name)));
    contract
        .ref()
        .map(ref -> Input.of(new Origin.OfLake(ref.table()), ref.column()).as(Kind.JOIN))
        .ifPresent(inputs::add);
    return inputs;
  }

  /** Columns that Ingot adds, and those that came by {@code on_new_column: add}. */
  private Set<Input> added(String name) {
    if (read.containsKey(name)) {
      return read.get(name);
    }
    if (name.equals("_valid_from") || name.equals("_valid_to") || name.equals("_current")) {
      String time = silver.write().orderBy().orElse("_extracted_at");
      return named(Set.of(time), name.equals("_valid_from") ? Kind.IDENTITY : Kind.WINDOW);
    }
    return from(name, name.startsWith("_") ? Kind.TRANSFORMATION : Kind.IDENTITY);
  }

  private Set<Input> rows() {
    Set<Input> rows = new LinkedHashSet<>();
    Stream.concat(
            silver.rules().stream().map(rule -> rule.check()),
            silver.columns().values().stream().flatMap(contract -> contract.check().stream()))
        .forEach(check -> rows.addAll(named(SqlColumns.in(check), Kind.FILTER)));
    silver
        .write()
        .deleteWhen()
        .ifPresent(sql -> rows.addAll(named(SqlColumns.in(sql), Kind.FILTER)));
    Write.Mode mode = silver.write().mode();
    if (mode == Write.Mode.MERGE || mode == Write.Mode.SCD2) {
      rows.addAll(named(silver.keys(), Kind.GROUP_BY));
      rows.addAll(named(Set.of(silver.write().orderBy().orElse("_extracted_at")), Kind.SORT));
    }
    return rows;
  }

  /** What columns of this table are read from, whatever case they are written in. */
  private Set<Input> named(Collection<String> columns, Kind kind) {
    return read.entrySet().stream()
        .filter(known -> columns.stream().anyMatch(known.getKey()::equalsIgnoreCase))
        .flatMap(known -> known.getValue().stream())
        .map(input -> input.as(kind))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Set<Input> fields(String name, ColumnContract contract) {
    Set<Input> inputs = new LinkedHashSet<>();
    for (String field : contract.fields(name)) {
      for (TableName bronze : silver.from()) {
        inputs.add(field(bronze, field, contract));
      }
    }
    return inputs;
  }

  /** A field of the name, or the column at the beginning of a path; else inside the record. */
  private Input field(TableName bronze, String field, ColumnContract contract) {
    Origin origin = new Origin.OfLake(bronze);
    List<String> built = List.of(tables.built(bronze).fieldNames());
    if (keepsRecords(bronze) && !built.contains(field)) {
      return new Input(
          origin, BronzeLineage.RAW, Optional.of(field), kind(DataTypes.StringType, contract));
    }
    if (built.contains(field)) {
      return Input.of(origin, field)
          .as(kind(tables.built(bronze).apply(field).dataType(), contract));
    }
    String head = field.split("[.\\[]", 2)[0];
    return head.length() == field.length() || head.isEmpty()
        ? Input.of(origin, field).as(kind(expected(bronze, contract), contract))
        : new Input(
            origin,
            head,
            Optional.of(field.substring(head.length()).replaceFirst("^\\.", "")),
            Kind.TRANSFORMATION);
  }

  private boolean keepsRecords(TableName bronze) {
    return declared(bronze).filter(BronzeLineage::keepsRecords).isPresent();
  }

  /** Of a table that is not there, only text formats tell the type: all is text. */
  private DataType expected(TableName bronze, ColumnContract contract) {
    return declared(bronze).filter(BronzeLineage::isText).isPresent()
        ? DataTypes.StringType
        : type(contract);
  }

  private Optional<BronzeTable> declared(TableName bronze) {
    return project.table(bronze).map(BronzeTable.class::cast);
  }

  /** Another type, or words that change the value, make another value of it. */
  private static Kind kind(DataType came, ColumnContract contract) {
    boolean same =
        came.asNullable().equals(type(contract).asNullable())
            && contract.fallback().isEmpty()
            && contract.letterCase().isEmpty()
            && contract.normalForm().isEmpty()
            && !contract.trim();
    return same ? Kind.IDENTITY : Kind.TRANSFORMATION;
  }

  private Set<Input> stamp(String name) {
    return name.equals("_batch") ? from(name, Kind.TRANSFORMATION) : from(name, Kind.IDENTITY);
  }

  private Set<Input> from(String column, Kind kind) {
    return silver.from().stream()
        .map(bronze -> Input.of(new Origin.OfLake(bronze), column).as(kind))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The declared columns first, then those that the table has beside them. */
  private StructType types() {
    StructType types = new StructType();
    for (Map.Entry<String, ColumnContract> column : silver.columns().entrySet()) {
      types = types.add(column.getKey(), type(column.getValue()));
    }
    StructType added =
        tables.built(silver.name()).isEmpty() ? stamps() : tables.built(silver.name());
    for (StructField field : added.fields()) {
      if (!silver.columns().containsKey(field.name())) {
        types = types.add(field);
      }
    }
    return types;
  }

  private StructType stamps() {
    StructType stamps =
        new StructType()
            .add("_extracted_at", DataTypes.TimestampType)
            .add("_batch", DataTypes.LongType);
    return silver.write().mode() == Write.Mode.SCD2
        ? stamps
            .add("_valid_from", DataTypes.TimestampType)
            .add("_valid_to", DataTypes.TimestampType)
            .add("_current", DataTypes.BooleanType)
        : stamps;
  }

  private static DataType type(ColumnContract contract) {
    return DataType.fromDDL(contract.type());
  }
}
