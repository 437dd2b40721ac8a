package io.ingot.core.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;

import io.ingot.core.project.FeatureView;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The table of a feature view keeps what was believed before: a correction is a further row of the
 * same entity and event time, known later.
 */
public final class ViewHistory {
  private static final String EVENT_TIME = "event_time";
  private static final String KNOWN_TIME = "known_time";
  private static final String ROW = "__row";

  private ViewHistory() {}

  /**
   * What is believed now: of each entity and event time the row that was known last. Rows that say
   * that the entity has no values any more are among them.
   *
   * @param table rows of the view's table; those without an event time or a known time, as a test
   *     may give them, stay as they are
   * @return the same columns in the same order
   */
  public static Dataset<Row> latest(Dataset<Row> table, FeatureView view) {
    List<String> names = List.of(table.columns());
    if (!names.containsAll(List.of(EVENT_TIME, KNOWN_TIME))) {
      return table;
    }
    Column[] step =
        Stream.concat(view.entity().keySet().stream(), Stream.of(EVENT_TIME))
            .map(ViewHistory::named)
            .toArray(Column[]::new);
    Column[] row = names.stream().map(ViewHistory::named).toArray(Column[]::new);
    return table
        .groupBy(step)
        // A struct, since a null known time, which comes before all others, is passed over bare.
        .agg(max_by(struct(row), struct(named(KNOWN_TIME))).as(ROW))
        .select(
            names.stream().map(name -> col(ROW).getField(name).as(name)).toArray(Column[]::new));
  }

  private static Column named(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }
}
