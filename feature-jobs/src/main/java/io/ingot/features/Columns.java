package io.ingot.features;

import static org.apache.spark.sql.functions.col;

import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Column;

/** Columns by names that are taken as they are, dots and all. */
final class Columns {
  private Columns() {}

  static Column named(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }

  static List<Column> named(Collection<String> names) {
    return names.stream().map(Columns::named).toList();
  }
}
