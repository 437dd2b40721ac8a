package io.ingot.core.lineage;

import static io.ingot.core.lineage.PlanColumns.as;
import static io.ingot.core.lineage.PlanColumns.list;

import io.ingot.core.lineage.ColumnLineage.Input;
import io.ingot.core.lineage.ColumnLineage.Kind;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.CaseWhen;
import org.apache.spark.sql.catalyst.expressions.Exists;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.If;
import org.apache.spark.sql.catalyst.expressions.OuterReference;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.expressions.WindowExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/**
 * Which columns of tables an expression of an analysed plan is made of.
 *
 * @param walk where a subquery is entered
 * @param columns what the columns that the expression may name are made of
 */
record ExpressionColumns(PlanColumns walk, Map<ExprId, Set<Input>> columns) {
  /** The inputs of one expression. */
  Set<Input> of(Expression expression) {
    if (expression instanceof Attribute column) {
      return columns.getOrDefault(column.exprId(), Set.of());
    }
    if (expression instanceof Alias alias) {
      return of(alias.child());
    }
    if (expression instanceof OuterReference outer) {
      return of((Expression) outer.e());
    }
    if (expression instanceof PlanExpression<?> subquery
        && subquery.plan() instanceof LogicalPlan plan) {
      Set<Input> inputs = new LinkedHashSet<>();
      Map<ExprId, Set<Input>> below = below(plan);
      if (expression instanceof Exists) {
        // Only whether there is a row counts, and what decides that was told below.
        return Set.of();
      }
      list(plan.output()).forEach(column -> inputs.addAll(below.get(column.exprId())));
      return as(inputs, Kind.TRANSFORMATION);
    }
    if (expression instanceof AggregateExpression aggregate) {
      Set<Input> inputs =
          new LinkedHashSet<>(as(of((Expression) aggregate.aggregateFunction()), Kind.AGGREGATION));
      if (aggregate.filter().isDefined()) {
        inputs.addAll(as(of(aggregate.filter().get()), Kind.CONDITIONAL));
      }
      return inputs;
    }
    if (expression instanceof WindowExpression window) {
      Set<Input> inputs = new LinkedHashSet<>(of(window.windowFunction()));
      inputs.addAll(as(of(window.windowSpec()), Kind.WINDOW));
      return inputs;
    }
    if (expression instanceof If choice) {
      return chosen(List.of(choice.predicate()), List.of(choice.trueValue(), choice.falseValue()));
    }
    if (expression instanceof CaseWhen cases) {
      Set<Input> inputs = new LinkedHashSet<>();
      list(cases.branches())
          .forEach(branch -> inputs.addAll(chosen(List.of(branch._1()), List.of(branch._2()))));
      if (cases.elseValue().isDefined()) {
        inputs.addAll(as(of(cases.elseValue().get()), Kind.TRANSFORMATION));
      }
      return inputs;
    }
    return as(all(list(expression.children())), Kind.TRANSFORMATION);
  }

  /** The inputs of several expressions. */
  Set<Input> all(Collection<? extends Expression> expressions) {
    Set<Input> inputs = new LinkedHashSet<>();
    expressions.forEach(expression -> inputs.addAll(of(expression)));
    return inputs;
  }

  /** The columns of a subquery, which may name those that are known here. */
  Map<ExprId, Set<Input>> below(LogicalPlan plan) {
    return walk.enter(plan, columns);
  }

  /** With further columns that an expression may name. */
  ExpressionColumns with(Map<ExprId, Set<Input>> more) {
    Map<ExprId, Set<Input>> both = new HashMap<>(columns);
    both.putAll(more);
    return new ExpressionColumns(walk, both);
  }

  private Set<Input> chosen(List<Expression> conditions, List<Expression> values) {
    Set<Input> inputs = new LinkedHashSet<>(as(all(conditions), Kind.CONDITIONAL));
    inputs.addAll(as(all(values), Kind.TRANSFORMATION));
    return inputs;
  }
}
