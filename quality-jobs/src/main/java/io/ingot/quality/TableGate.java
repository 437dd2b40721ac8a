package io.ingot.quality;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Evidence;
import io.ingot.core.batch.Gate;
import io.ingot.core.batch.Verdict;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.TableFiles;
import io.ingot.core.lake.TableState;
import io.ingot.quality.state.TableMeasures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Judges a table as it will be with a batch that is appended to it: what is known of the table's
 * files is merged with what was measured while the batch was written.
 */
final class TableGate implements Gate {
  private static final String ALIAS = "_table_";

  private final TableMeasures known;
  private final LakeTable table;
  private final Gate gate;
  private final List<Column> columns = new ArrayList<>();
  private StructType schema = new StructType();

  /**
   * @param known what is known of the table
   * @param gate judges rows that it is given
   */
  TableGate(LakeTable table, TableMeasures known, Gate gate) {
    this.table = table;
    this.known = known;
    this.gate = gate;
  }

  @Override
  public List<Column> measures(StructType rows) {
    schema = rows;
    columns.clear();
    columns.add(count(lit(1)).as("rows"));
    columns.addAll(gate.measures(rows));
    return IntStream.range(0, columns.size()).mapToObj(i -> columns.get(i).as(ALIAS + i)).toList();
  }

  @Override
  public List<Verdict> judge(Evidence evidence) {
    Row batch =
        RowFactory.create(
            IntStream.range(0, columns.size())
                .mapToObj(i -> evidence.measures().get(ALIAS + i))
                .toArray());
    TableState before = table.state();
    return before.exists()
        ? judged(table.files(before.version()), before.schema(), batch, evidence)
        : judged(batch, evidence);
  }

  private List<Verdict> judged(TableFiles files, StructType now, Row batch, Evidence evidence) {
    Evidence both =
        new Evidence(
            evidence.counts(),
            evidence.measures(),
            evidence.rejected(),
            () -> files.rows(files.all()).unionByName(evidence.written().get(), true));
    // Of a column that is new or wider nothing is known that could be merged.
    Row values =
        types(now).equals(types(schema))
            ? known.with(files, columns, batch, both.written())
            : all(both.written().get());
    return judged(values, both);
  }

  private Row all(Dataset<Row> rows) {
    return rows.agg(columns.get(0), columns.stream().skip(1).toArray(Column[]::new)).first();
  }

  private List<Verdict> judged(Row values, Evidence evidence) {
    long rows = values.getLong(0);
    Map<String, Object> measures = new HashMap<>();
    for (int i = 1; i < columns.size(); i++) {
      measures.put(((NamedExpression) columns.get(i).expr()).name(), values.get(i));
    }
    return gate
        .judge(
            new Evidence(
                new Counts(rows, rows, 0, 0), measures, evidence.rejected(), evidence.written()))
        .stream()
        .map(verdict -> verdict.named(verdict.check() + " on table"))
        .toList();
  }

  private static Map<String, String> types(StructType columns) {
    Map<String, String> types = new HashMap<>();
    for (StructField column : columns.fields()) {
      types.put(column.name(), column.dataType().sql());
    }
    return types;
  }
}
