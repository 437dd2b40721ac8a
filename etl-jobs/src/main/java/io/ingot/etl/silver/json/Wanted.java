package io.ingot.etl.silver.json;

import io.ingot.core.project.ColumnContract;
import java.util.List;
import org.apache.spark.sql.types.DataType;

/**
 * A column that is filled from JSON records.
 *
 * @param name of the column
 * @param from names or paths of fields; the first that a record has is taken
 * @param type that is declared
 * @param contract the column's terms
 */
public record Wanted(String name, List<String> from, DataType type, ColumnContract contract) {
  public Wanted {
    from = List.copyOf(from);
  }
}
