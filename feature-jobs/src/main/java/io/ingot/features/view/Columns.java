package io.ingot.features.view;

import static org.apache.spark.sql.functions.col;

import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Column;

/** Columns by names that are taken as they are, dots and all. */
public final class Columns {
  private Columns() {}

  public static Column named(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }

  public static List<Column> named(Collection<String> names) {
    return names.stream().map(Columns::named).toList();
  }
}
