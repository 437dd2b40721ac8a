package io.ingot.etl.silver.schema;

import io.ingot.core.project.NewColumn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;

/** The fields of a bronze table that a silver table's contract neither names nor ignores. */
public sealed interface UnknownFields permits UnknownColumns, UnknownKeys {
  /** The tally of a field is called so, with a colon and the field's name. */
  String TALLY = "unknown";

  /** The reason code of a row that has one where none may be. */
  String CODE = "UNKNOWN_FIELD";

  /** The same, of a bronze table all of whose fields are known. */
  static UnknownFields none() {
    return new UnknownColumns(Map.of(), NewColumn.IGNORE);
  }

  /** Columns that valued rows have to carry, over opened bronze rows. */
  List<Column> carried();

  /** Columns that judged rows have beside their own, over valued rows. */
  List<Column> judged();

  /** Whether a valued row has to be refused for such a field; never null. */
  Column broken();

  /**
   * What makes it so: an array of rule, column and value over valued rows, never null; empty where
   * no row is refused for it.
   */
  Optional<Column> errors();

  /** Rows that have a value in each field, over judged rows. */
  List<Column> tallies();

  /** The fields that become columns of the silver table, and the types that they come in. */
  Map<String, DataType> added();

  /** Whether the silver table keeps them as one JSON object, since no bronze column does. */
  boolean rescues();
}
