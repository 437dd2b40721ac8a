package io.ingot.features.asof;

import io.ingot.core.error.ProjectException;
import io.ingot.features.view.ViewTable;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.RowOrdering;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Whether a view's table has what is asked of it. */
final class Askable {
  private Askable() {}

  /**
   * @throws ProjectException when the table lacks a column, or one that is asked for cannot be
   *     ordered
   */
  static void require(ViewInput input) {
    StructType schema = input.rows().schema();
    List<String> present = List.of(schema.fieldNames());
    List<String> lacking =
        Stream.of(
                input.view().entity().keySet().stream(),
                Stream.of(ViewTable.VALID_FROM, ViewTable.KNOWN_TIME, ViewTable.DELETED),
                input.columns().stream())
            .flatMap(names -> names)
            .filter(name -> !present.contains(name))
            .toList();
    if (!lacking.isEmpty()) {
      throw new ProjectException(
          ("Cannot join %s: its table has no column %s. It has %s. Run the view again, or correct"
                  + " what is asked for.")
              .formatted(
                  input.view().name(), String.join(", ", lacking), String.join(", ", present)));
    }
    for (String column : input.columns()) {
      DataType type = schema.apply(column).dataType();
      if (!RowOrdering.isOrderable(type)) {
        throw new ProjectException(
            "Cannot join %s: %s is a %s, whose values have no order. Make an array or a text of it."
                .formatted(input.view().name(), column, type.sql()));
      }
    }
  }
}
