package io.ingot.core.project;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.analysis.PlanWithUnresolvedIdentifier;
import org.apache.spark.sql.catalyst.analysis.RelationTimeTravel;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.InsertIntoDir;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import org.apache.spark.sql.catalyst.trees.Origin;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import scala.collection.JavaConverters;

/**
 * Collects the tables that a parsed query reads. CTE definitions and subqueries are not children of
 * their plans, so both are entered by hand; a CTE's name hides a table only where it is in scope.
 */
final class SqlInputs {
  private final Function<Origin, Place> places;
  private final Problems problems;
  private final Set<String> own;
  private final Map<TableName, Place> tables = new TreeMap<>();
  private final Set<String> words = new TreeSet<>();
  private boolean complete = true;

  SqlInputs(String file, Problems problems) {
    this(origin -> SparkParser.place(file, origin), problems, Set.of());
  }

  /**
   * @param places where a part of the query stands
   * @param own words that may stand where a table's name does, in lower case
   */
  SqlInputs(Function<Origin, Place> places, Problems problems, Set<String> own) {
    this.places = places;
    this.problems = problems;
    this.own = Set.copyOf(own);
  }

  void read(LogicalPlan plan) {
    read(plan, Set.of());
  }

  Map<TableName, Place> tables() {
    return tables;
  }

  /** Those of the words of its own that it names. */
  Set<String> words() {
    return words;
  }

  boolean isComplete() {
    return complete;
  }

  private void read(LogicalPlan plan, Set<String> ctes) {
    if (plan instanceof UnresolvedWith with) {
      with(with, ctes);
    } else if (plan instanceof UnresolvedRelation relation) {
      relation(relation, ctes);
    } else if (plan instanceof RelationTimeTravel) {
      tell(plan, "A query can't choose a table's version; each run pins the versions it reads.");
    } else if (plan instanceof PlanWithUnresolvedIdentifier) {
      tell(plan, "IDENTIFIER() hides which table is read. Write its name.");
    } else if (plan instanceof Command
        || plan instanceof ParsedStatement
        || plan instanceof InsertIntoDir) {
      tell(plan, "Only a query can stand here; the result is written by Ingot.");
    } else {
      JavaConverters.seqAsJavaList(plan.children()).forEach(child -> read(child, ctes));
      JavaConverters.seqAsJavaList(plan.expressions()).forEach(part -> expression(part, ctes));
    }
  }

  /** A definition sees the definitions before it, and not itself. */
  private void with(UnresolvedWith with, Set<String> outer) {
    Set<String> ctes = new HashSet<>(outer);
    JavaConverters.seqAsJavaList(with.cteRelations())
        .forEach(
            cte -> {
              read(cte._2(), ctes);
              ctes.add(cte._1().toLowerCase(Locale.ROOT));
            });
    read(with.child(), ctes);
  }

  private void expression(Expression expression, Set<String> ctes) {
    if (expression instanceof PlanExpression<?> subquery
        && subquery.plan() instanceof LogicalPlan plan) {
      read(plan, ctes);
    }
    JavaConverters.seqAsJavaList(expression.children()).forEach(child -> expression(child, ctes));
  }

  private void relation(UnresolvedRelation relation, Set<String> ctes) {
    List<String> parts = JavaConverters.seqAsJavaList(relation.multipartIdentifier());
    String name = String.join(".", parts);
    if (parts.size() == 1 && ctes.contains(name.toLowerCase(Locale.ROOT))) {
      return;
    }
    if (own.contains(name.toLowerCase(Locale.ROOT))) {
      words.add(name.toLowerCase(Locale.ROOT));
      return;
    }
    Optional<TableName> table = parts.size() == 2 ? TableName.parse(name) : Optional.empty();
    table.ifPresentOrElse(
        known -> tables.putIfAbsent(known, places.apply(relation.origin())),
        () ->
            tell(
                relation,
                "'" + name + "' is no table of the lake. Write layer.name, such as silver.sales."));
  }

  private void tell(TreeNode<?> node, String message) {
    complete = false;
    problems.add(places.apply(node.origin()), message);
  }
}
