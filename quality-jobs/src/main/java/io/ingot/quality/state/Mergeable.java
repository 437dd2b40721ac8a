package io.ingot.quality.state;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.spark.sql.StatefulCorrelation;
import org.apache.spark.sql.StatefulDataType;
import org.apache.spark.sql.StatefulStdDevPop;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.NamedLambdaVariable;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.expressions.UserDefinedExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateFunction;
import org.apache.spark.sql.catalyst.expressions.aggregate.Count;
import org.apache.spark.sql.catalyst.expressions.aggregate.CountIf;
import org.apache.spark.sql.catalyst.expressions.aggregate.Max;
import org.apache.spark.sql.catalyst.expressions.aggregate.Min;
import org.apache.spark.sql.catalyst.expressions.aggregate.StatefulApproxQuantile;
import org.apache.spark.sql.catalyst.expressions.aggregate.StatefulHyperloglogPlus;
import org.apache.spark.sql.catalyst.expressions.aggregate.Sum;
import org.apache.spark.sql.execution.aggregate.ScalaAggregator;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.LongType;
import scala.collection.JavaConverters;

/**
 * Tells which aggregates may be kept and merged: those whose value is decided by the rows alone.
 * One that asks for today's date is not, nor one of a function that may be another tomorrow.
 */
final class Mergeable {
  private static final Map<Class<? extends AggregateFunction>, Merging> BY_FUNCTION =
      Map.of(
          Count.class, Merging.SUM,
          CountIf.class, Merging.SUM,
          Sum.class, Merging.SUM,
          Min.class, Merging.LEAST,
          Max.class, Merging.GREATEST,
          StatefulStdDevPop.class, Merging.DEVIATION,
          StatefulCorrelation.class, Merging.CORRELATION,
          StatefulHyperloglogPlus.class, Merging.DISTINCT,
          StatefulApproxQuantile.class, Merging.QUANTILE);

  /** What they give tells of no single value. */
  private static final Set<Class<? extends AggregateFunction>> COUNTING =
      Set.of(Count.class, CountIf.class, StatefulHyperloglogPlus.class, ScalaAggregator.class);

  private Mergeable() {}

  /**
   * How values of a resolved aggregate are merged; empty where they must not be.
   *
   * @param personal tells columns whose values may stand in no file
   */
  static Optional<Merging> of(Expression resolved, Predicate<String> personal) {
    if (resolved instanceof Cast cast) {
      return of(cast.child(), personal)
          .filter(merging -> keepsSums(cast))
          .filter(Mergeable::isNumber);
    }
    return resolved instanceof AggregateExpression aggregate
            && !aggregate.isDistinct()
            && isDecidedByRows(aggregate)
            && (COUNTING.contains(aggregate.aggregateFunction().getClass())
                || !showsAny(aggregate.aggregateFunction(), personal))
        ? byFunction(aggregate.aggregateFunction())
        : Optional.empty();
  }

  /** Of a condition on a value no more is told than whether it holds. */
  private static boolean showsAny(Expression expression, Predicate<String> personal) {
    if (expression instanceof Attribute column) {
      return personal.test(column.name());
    }
    return !(expression.dataType() instanceof BooleanType)
        && JavaConverters.seqAsJavaList(expression.children()).stream()
            .anyMatch(child -> showsAny(child, personal));
  }

  private static Optional<Merging> byFunction(AggregateFunction function) {
    if (isDataType(function)) {
      return Optional.of(Merging.TYPES);
    }
    return Optional.ofNullable(BY_FUNCTION.get(function.getClass()))
        .filter(merging -> !isNumber(merging) || isKept(function.dataType()));
  }

  private static boolean isDataType(Expression function) {
    return function instanceof ScalaAggregator<?, ?, ?> deequ
        && deequ.agg() instanceof StatefulDataType;
  }

  private static boolean isNumber(Merging merging) {
    return merging == Merging.SUM || merging == Merging.LEAST || merging == Merging.GREATEST;
  }

  /** A decimal of the greatest precision may have become null by overflow. */
  private static boolean isKept(DataType type) {
    return type instanceof LongType
        || type instanceof DoubleType
        || type instanceof DecimalType decimal && decimal.precision() < DecimalType.MAX_PRECISION();
  }

  /** As a double, or unchanged. */
  private static boolean keepsSums(Cast cast) {
    return cast.dataType() instanceof DoubleType || cast.dataType().equals(cast.child().dataType());
  }

  private static boolean isDecidedByRows(Expression expression) {
    List<Expression> children = JavaConverters.seqAsJavaList(expression.children());
    if (expression instanceof PlanExpression<?>
        || expression instanceof UserDefinedExpression && !isDataType(expression)
        || !expression.deterministic()) {
      return false;
    }
    return children.isEmpty()
        ? expression instanceof Literal
            || expression instanceof Attribute
            || expression instanceof NamedLambdaVariable
        : children.stream().allMatch(Mergeable::isDecidedByRows);
  }
}
