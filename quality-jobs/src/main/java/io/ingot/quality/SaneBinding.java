package io.ingot.quality;

import io.ingot.core.project.Sane;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;

/** Rules of sane numbers. */
record SaneBinding(Columns columns, Example example) {
  private static final String OWN = "_";

  /**
   * The rule of a check.
   *
   * @throws IllegalArgumentException when the check does not fit the columns
   */
  Rule rule(Sane check) {
    Where where = Where.of(check.terms(), columns.schema());
    List<StructField> fields =
        check.columns().isEmpty()
            ? numbers()
            : check.columns().stream().map(name -> columns.number(name, "sane")).toList();
    return new SaneRule(
        check,
        where,
        fields.stream()
            .map(field -> new SaneColumn(new NumberColumn(field, where), check))
            .toList());
  }

  private List<StructField> numbers() {
    List<StructField> numbers =
        Arrays.stream(columns.schema().fields())
            .filter(field -> field.dataType() instanceof NumericType)
            .filter(field -> !field.name().startsWith(OWN))
            .filter(field -> example.keys().stream().noneMatch(field.name()::equalsIgnoreCase))
            .toList();
    if (numbers.isEmpty()) {
      throw new IllegalArgumentException("there is no numeric column beside keys.");
    }
    return numbers;
  }
}
