package io.ingot.core.lineage;

import io.ingot.core.lineage.ColumnLineages.Known;
import io.ingot.core.project.GoldTable;
import io.ingot.core.project.TableName;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** What a gold table's query makes of its inputs, by Spark's own analysis of it. */
final class GoldLineage {
  private GoldLineage() {}

  /** Empty where the columns of an input are not known, or the query does not fit them. */
  static Optional<Known> of(GoldTable gold, ColumnLineages tables, SparkSession spark) {
    Map<TableName, StructType> inputs = new TreeMap<>();
    for (TableName input : gold.inputs()) {
      tables.columns(input).ifPresent(columns -> inputs.put(input, columns));
    }
    return inputs.keySet().containsAll(gold.inputs())
        ? analysed(SchemaCatalog.session(spark, inputs), gold.sql().text())
            .map(
                answer ->
                    new Known(
                        answer.schema(),
                        PlanColumns.of(gold.name(), answer.queryExecution().analyzed())))
        : Optional.empty();
  }

  private static Optional<Dataset<Row>> analysed(SparkSession session, String sql) {
    try {
      return Optional.of(session.sql(sql));
    } catch (Exception e) {
      // Spark declares no checked exception here and throws one all the same.
      if (e instanceof AnalysisException) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
