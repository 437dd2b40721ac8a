package io.ingot.quality;

import io.ingot.core.project.CountCheck;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.StructField;

/** Rules of how many rows or columns there are. */
record CountBinding(Columns columns, Example example) {
  private static final String OWN = "_";

  /**
   * The rule of a check.
   *
   * @throws IllegalArgumentException when the check does not fit the columns
   */
  Rule rule(CountCheck check) {
    Where where = Where.of(check.terms(), columns.schema());
    if (check instanceof CountCheck.Unique unique) {
      List<String> names =
          unique.columns().stream().map(columns::plain).map(StructField::name).distinct().toList();
      return new UniqueRule(unique, new Grouping(names, where), names, example);
    }
    if (check instanceof CountCheck.Rows rows) {
      return new CountRule(rows, where);
    }
    if (check instanceof CountCheck.ColumnCount width) {
      return new WidthRule(
          width,
          Arrays.stream(columns.schema().fieldNames())
              .filter(name -> !name.startsWith(OWN))
              .count());
    }
    return new LoadedRule((CountCheck.Loaded) check);
  }
}
