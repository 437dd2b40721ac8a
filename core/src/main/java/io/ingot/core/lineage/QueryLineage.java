package io.ingot.core.lineage;

import io.ingot.core.lineage.ColumnLineages.Known;
import io.ingot.core.project.TableName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** What a query makes of the tables that it reads, by Spark's own analysis of it. */
final class QueryLineage {
  private QueryLineage() {}

  /**
   * Empty where the columns of an input are not known, or the query does not fit them.
   *
   * @param table whose rows the query answers
   * @param inputs the tables that it reads
   */
  static Optional<Known> of(
      TableName table,
      Set<TableName> inputs,
      String sql,
      ColumnLineages tables,
      SparkSession spark) {
    Map<TableName, StructType> columns = new TreeMap<>();
    for (TableName input : inputs) {
      tables.columns(input).ifPresent(known -> columns.put(input, known));
    }
    return columns.keySet().containsAll(inputs)
        ? analysed(SchemaCatalog.session(spark, columns), sql)
            .map(
                answer ->
                    new Known(
                        answer.schema(), PlanColumns.of(table, answer.queryExecution().analyzed())))
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
