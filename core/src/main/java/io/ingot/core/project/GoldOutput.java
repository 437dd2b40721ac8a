package io.ingot.core.project;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedHaving;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Distinct;
import org.apache.spark.sql.catalyst.plans.logical.GlobalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LocalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** The columns that a query gives, as far as its text alone tells them. */
final class GoldOutput {
  /** Plans that give the columns of their first child. */
  private static final Set<Class<? extends LogicalPlan>> PASSING =
      Set.of(
          Sort.class,
          Distinct.class,
          GlobalLimit.class,
          LocalLimit.class,
          SubqueryAlias.class,
          Union.class,
          UnresolvedHaving.class);

  private GoldOutput() {}

  /** Names in small letters, in order; empty when one of them cannot be told. */
  static Optional<Set<String>> columns(String query) {
    return SparkParser.plan(query, mistake -> {}).flatMap(GoldOutput::columns);
  }

  private static Optional<Set<String>> columns(LogicalPlan plan) {
    if (plan instanceof Project project) {
      return names(project.projectList());
    }
    if (plan instanceof Aggregate aggregate) {
      return names(aggregate.aggregateExpressions());
    }
    if (plan instanceof UnresolvedWith with) {
      return columns(with.child());
    }
    return PASSING.contains(plan.getClass()) ? columns(plan.children().head()) : Optional.empty();
  }

  private static Optional<Set<String>> names(Seq<NamedExpression> expressions) {
    Set<String> names = new LinkedHashSet<>();
    for (Object expression : JavaConverters.seqAsJavaList(expressions)) {
      Optional<String> name = name((Expression) expression);
      if (name.isEmpty()) {
        return Optional.empty();
      }
      names.add(name.get().toLowerCase(Locale.ROOT));
    }
    return Optional.of(names);
  }

  private static Optional<String> name(Expression expression) {
    if (expression instanceof Alias alias) {
      return Optional.of(alias.name());
    }
    if (expression instanceof UnresolvedAttribute attribute) {
      List<String> parts = JavaConverters.seqAsJavaList(attribute.nameParts());
      return Optional.of(parts.get(parts.size() - 1));
    }
    return Optional.empty();
  }
}
