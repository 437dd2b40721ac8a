package io.ingot.features.view;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** Windows over all events so far, value by value. */
final class SoFar {
  private SoFar() {}

  /**
   * The events of one entity with one value, up to the end of the step.
   *
   * @param step the columns that tell an entity's step, its number the last
   */
  static WindowSpec same(List<Column> step, Column value) {
    int number = step.size() - 1;
    List<Column> same = new ArrayList<>(step.subList(0, number));
    same.add(value);
    return Window.partitionBy(same.toArray(Column[]::new))
        .orderBy(step.get(number))
        .rangeBetween(Window.unboundedPreceding(), Window.currentRow());
  }
}
