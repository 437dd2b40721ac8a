package io.ingot.features.step;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.ingot.core.batch.Pin;
import io.ingot.core.batch.Plan;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.TableName;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rows that a view is computed from, at the versions that a plan holds to. */
public final class Events {
  private static final String DELETED = "_deleted";

  private Events() {}

  /**
   * The lake with the session to read and write with: one in which a query finds its tables as the
   * plan holds to them, since counts are heard by the session that the rows are of.
   */
  public static Lake seen(FeatureView view, Lake lake, Map<TableName, Pin> inputs) {
    return view.from().isPresent() ? lake : lake.pinned(Plan.versions(inputs));
  }

  /**
   * The rows of the view's table, or its query's answer, without those marked as deleted.
   *
   * @param seen as {@link #seen} gives it for these inputs
   */
  public static Dataset<Row> of(FeatureView view, Lake seen, Map<TableName, Pin> inputs) {
    return alive(
        view.from()
            .map(from -> seen.table(from).at(inputs.get(from).version()))
            .orElseGet(() -> seen.spark().sql(view.sql().text())));
  }

  /** Rows that their source deleted stay in silver, marked; those of before the mark have none. */
  static Dataset<Row> alive(Dataset<Row> rows) {
    return List.of(rows.columns()).contains(DELETED)
        ? rows.filter(not(coalesce(col(DELETED), lit(false))))
        : rows;
  }
}
