package io.ingot.etl.silver.write;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import io.ingot.core.lake.Alike;
import io.ingot.core.project.SilverTable;
import io.ingot.etl.silver.contract.SilverColumns;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * What the changes of a key consist of, in rows that have {@link SilverColumns#VALID_FROM} as the
 * time of the change.
 *
 * @param keys columns that tell whose changes they are
 * @param values all other columns but the time
 * @param tracked those whose change makes a new version
 * @param told those that make two changes of one time differ
 * @param arrival those that tell which of two changes of one time came later
 */
record Changes(
    List<String> keys,
    List<String> values,
    List<String> tracked,
    List<String> told,
    List<String> arrival) {
  Changes {
    keys = List.copyOf(keys);
    values = List.copyOf(values);
    tracked = List.copyOf(tracked);
    told = List.copyOf(told);
    arrival = List.copyOf(arrival);
  }

  /**
   * The changes of a declared table.
   *
   * @param kept the columns that follow the declared ones
   */
  static Changes of(SilverTable table, List<String> kept) {
    List<String> declared =
        table.columns().keySet().stream().filter(name -> !table.keys().contains(name)).toList();
    List<String> deleted = kept.stream().filter(SilverColumns.DELETED::equals).toList();
    List<String> further =
        kept.stream().filter(name -> !SilverColumns.KEPT.contains(name)).toList();
    // What the source added counts like what was declared; what was only rescued does not.
    Stream<String> all =
        Stream.concat(
            declared.stream().filter(name -> !isTime(table, name)),
            further.stream().filter(name -> !name.startsWith("_")));
    List<String> chosen = table.write().track().isEmpty() ? all.toList() : table.write().track();
    return new Changes(
        table.keys(),
        Stream.concat(declared.stream(), kept.stream()).toList(),
        Stream.concat(chosen.stream(), deleted.stream()).toList(),
        Stream.concat(declared.stream(), further.stream()).toList(),
        NewestFirst.of(table).order().stream().filter(name -> !isTime(table, name)).toList());
  }

  private static boolean isTime(SilverTable table, String column) {
    return table.write().orderBy().equals(Optional.of(column));
  }

  /**
   * When a change took place, in judged rows. A delete may come without any column but its key, and
   * counts from when it was noticed then.
   */
  static Column time(SilverTable table) {
    Column extracted = col(SilverColumns.EXTRACTED_AT);
    return table
        .write()
        .orderBy()
        .filter(column -> !column.equals(SilverColumns.EXTRACTED_AT))
        .map(
            column ->
                coalesce(
                    named(column),
                    extracted.cast(DataType.fromDDL(table.columns().get(column).type()))))
        .orElse(extracted);
  }

  /** The columns in which changes of one version may differ. */
  List<String> untracked() {
    return values.stream().filter(name -> !tracked.contains(name)).toList();
  }

  boolean tellsDeletes() {
    return values.contains(SilverColumns.DELETED);
  }

  /** Whether a change is a delete; never null. */
  Column deleted() {
    return tellsDeletes() ? coalesce(col(SilverColumns.DELETED), lit(false)) : lit(false);
  }

  /** The values of some columns as one that can be compared; never null. */
  Column together(List<String> columns, StructType schema) {
    return struct(
        Stream.concat(
                Stream.of(lit(true).as("_row")),
                columns.stream()
                    .map(
                        name ->
                            name.equals(SilverColumns.DELETED)
                                ? deleted().as(name)
                                : Alike.of(named(name), schema.apply(name).dataType()).as(name)))
            .toArray(Column[]::new));
  }

  static Column[] named(List<String> columns) {
    return columns.stream().map(Changes::named).toArray(Column[]::new);
  }

  static Column named(String column) {
    return col("`" + column + "`");
  }
}
