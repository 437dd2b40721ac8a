package io.ingot.etl.silver.schema;

import static org.apache.spark.sql.functions.lit;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.ColumnContract;
import io.ingot.core.project.NewColumn;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.Widening;
import io.ingot.core.project.Write;
import io.ingot.etl.silver.contract.SilverColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns that a silver table has, against those that its contract asks for. Metadata only.
 *
 * @param declared the contract
 * @param table the table's columns as they are; none for one that is not there yet
 */
public record TableSchema(SilverTable declared, StructType table) {
  /** Names of columns that Ingot adds. */
  private static final String OWN = "_";

  /**
   * Refuses a contract that the table cannot follow.
   *
   * @return what the next batch changes about the columns, for a person; empty for nothing
   * @throws ProjectException with every column whose type is no longer the declared one, nor a
   *     wider one
   */
  public List<String> changes() {
    List<String> changes = new ArrayList<>();
    List<String> misfits = new ArrayList<>(modes());
    declared.columns().keySet().forEach(name -> twin(name).ifPresent(misfits::add));
    declared
        .columns()
        .forEach(
            (name, contract) ->
                field(name)
                    .filter(field -> !same(field.dataType(), type(contract)))
                    .ifPresent(
                        field -> {
                          DataType now = field.dataType();
                          boolean wider = Widening.widens(now, type(contract));
                          if (wider) {
                            changes.add(
                                "column "
                                    + name
                                    + " is widened from "
                                    + now.sql().toLowerCase(Locale.ROOT)
                                    + " to "
                                    + contract.type()
                                    + ", for which all files are written anew once");
                          } else {
                            misfits.add(misfit(name, now, contract));
                          }
                        }));
    if (!misfits.isEmpty()) {
      throw new ProjectException(
          "Cannot write "
              + declared.name()
              + ": its table cannot follow the contract in silver/"
              + declared.name().name()
              + ".yml.\n  "
              + String.join("\n  ", misfits)
              + "\nWiden types only (int to bigint, float to double, more digits of a decimal), or"
              + " build the table anew: delete it and its quarantine, so that it starts from the"
              + " first bronze batch.");
    }
    if (declared.onNewColumn() != NewColumn.ADD) {
      undeclared()
          .map(StructField::name)
          .forEach(
              name ->
                  changes.add(
                      "column " + name + " is not in the contract; it stays, null in new rows"));
    }
    return changes;
  }

  /** The rows of a history are no rows of another table, nor the other way round. */
  private List<String> modes() {
    boolean history = List.of(table.fieldNames()).contains(SilverColumns.VALID_FROM);
    boolean wanted = declared.write().mode() == Write.Mode.SCD2;
    return table.isEmpty() || history == wanted
        ? List.of()
        : List.of(
            "write mode: the table "
                + (history ? "is a history (scd2)" : "is no history")
                + ", and the contract asks for "
                + declared.write().mode().word());
  }

  /** To Spark a name that differs in its letters' case only is the same, and to a row it is not. */
  private Optional<String> twin(String name) {
    return field(name)
        .filter(field -> !field.name().equals(name))
        .map(field -> name + ": the table calls it " + field.name() + "; declare that name again");
  }

  private static String misfit(String name, DataType now, ColumnContract contract) {
    String before = now.sql().toLowerCase(Locale.ROOT);
    return name
        + ": "
        + before
        + " in the table, "
        + contract.type()
        + " in the contract; declare "
        + before
        + " again, or take a new column with from: ["
        + String.join(", ", contract.fields(name))
        + "]";
  }

  /**
   * Refuses fields that would become columns of another type than the table has.
   *
   * @param added fields and the types that they come in
   */
  public void requireTakes(Map<String, DataType> added) {
    added
        .keySet()
        .forEach(
            name ->
                twin(name)
                    .ifPresent(
                        told -> {
                          throw new ProjectException(
                              "Cannot add field "
                                  + name
                                  + " to "
                                  + declared.name()
                                  + ": the table has a column that differs in case only. Declare a"
                                  + " column with from: ["
                                  + name
                                  + "] in silver/"
                                  + declared.name().name()
                                  + ".yml, or list the field under ignored.");
                        }));
    added.forEach(
        (name, type) ->
            field(name)
                .map(StructField::dataType)
                .filter(now -> !same(now, type) && !Widening.widens(now, type))
                .ifPresent(
                    now -> {
                      throw new ProjectException(
                          "Cannot add field "
                              + name
                              + " to "
                              + declared.name()
                              + ": it comes as "
                              + type.sql().toLowerCase(Locale.ROOT)
                              + ", and the table's column of that name is "
                              + now.sql().toLowerCase(Locale.ROOT)
                              + ". Declare the column in silver/"
                              + declared.name().name()
                              + ".yml, or list the field under ignored.");
                    }));
  }

  /**
   * Null for each column that the table has and a batch does not: what a row no longer has, it has
   * not kept from before either.
   *
   * @param published names of the columns that the batch has
   */
  public Stream<Column> nulls(Collection<String> published) {
    return absent(published).map(field -> lit(null).cast(field.dataType()).as(field.name()));
  }

  /**
   * Columns beside the declared ones whose change makes a row another one: those that hold fields
   * of the source, also where no record of the batch has such a field.
   *
   * @param published names of the columns that the batch has
   */
  public Stream<String> compared(Collection<String> published) {
    return declared.onNewColumn() == NewColumn.ADD
        ? absent(published).map(StructField::name)
        : Stream.of();
  }

  private Stream<StructField> absent(Collection<String> published) {
    return undeclared()
        .filter(field -> published.stream().noneMatch(field.name()::equalsIgnoreCase));
  }

  private Stream<StructField> undeclared() {
    return Arrays.stream(table.fields())
        .filter(field -> !field.name().startsWith(OWN))
        .filter(
            field ->
                declared.columns().keySet().stream().noneMatch(field.name()::equalsIgnoreCase));
  }

  private Optional<StructField> field(String name) {
    return Arrays.stream(table.fields())
        .filter(field -> field.name().equalsIgnoreCase(name))
        .findFirst();
  }

  private static DataType type(ColumnContract contract) {
    return DataType.fromDDL(contract.type());
  }

  /** Whether a part may be null does not matter: every column of a silver table may. */
  private static boolean same(DataType one, DataType other) {
    return one.sql().equalsIgnoreCase(other.sql());
  }
}
