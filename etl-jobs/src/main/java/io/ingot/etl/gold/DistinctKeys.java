package io.ingot.etl.gold;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.analysis.EliminateSubqueryAliases$;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionSet;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import scala.collection.JavaConverters;

/** What a query's form tells of the rows that it gives. */
final class DistinctKeys {
  private DistinctKeys() {}

  /** Whether no two rows can be the same in some columns, such as those of a GROUP BY. */
  static boolean proves(Dataset<Row> answer, List<String> columns) {
    LogicalPlan plan = EliminateSubqueryAliases$.MODULE$.apply(answer.queryExecution().analyzed());
    Set<String> named =
        columns.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    Set<ExprId> ids =
        JavaConverters.seqAsJavaList(plan.output()).stream()
            .filter(column -> named.contains(column.name().toLowerCase(Locale.ROOT)))
            .map(Attribute::exprId)
            .collect(Collectors.toSet());
    return JavaConverters.setAsJavaSet(plan.distinctKeys()).stream()
        .anyMatch(distinct -> isWithin(distinct, ids));
  }

  private static boolean isWithin(ExpressionSet distinct, Set<ExprId> ids) {
    for (Expression part : JavaConverters.asJavaIterable(distinct)) {
      if (!(part instanceof Attribute column) || !ids.contains(column.exprId())) {
        return false;
      }
    }
    return true;
  }
}
