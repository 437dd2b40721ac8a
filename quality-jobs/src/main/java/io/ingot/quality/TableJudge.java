package io.ingot.quality;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Evidence;
import io.ingot.core.batch.Gate;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.TableFiles;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.TableName;
import io.ingot.quality.state.TableMeasures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;

/**
 * Judges a table as it stands by the gate that judges its batches. What the gate would have
 * measured while rows are written is merged of what is known of the table's files; what it reads
 * back, it reads of the whole table.
 */
final class TableJudge {
  private final Lake lake;

  TableJudge(Lake lake) {
    this.lake = lake;
  }

  /**
   * Judges the latest version.
   *
   * @param known of this table, which has a version
   * @param gate of this table, for one call
   * @throws io.ingot.core.error.ProjectException when a check does not fit the columns
   */
  JudgedTable judge(TableName name, TableMeasures known, Gate gate) {
    LakeTable table = lake.table(name);
    TableState state = table.state();
    TableFiles files = table.files(state.version());
    List<Column> columns = new ArrayList<>(List.of(count(lit(1))));
    columns.addAll(gate.measures(state.schema()));
    Row values = known.over(files, columns);
    long rows = values.getLong(0);
    Map<String, Object> measures = new HashMap<>();
    for (int i = 1; i < columns.size(); i++) {
      measures.put(((NamedExpression) columns.get(i).expr()).name(), values.get(i));
    }
    return new JudgedTable(
        name,
        state.version(),
        rows,
        gate.judge(
            new Evidence(
                new Counts(rows, rows, 0, 0),
                measures,
                Map.of(),
                () -> table.at(state.version()))));
  }
}
