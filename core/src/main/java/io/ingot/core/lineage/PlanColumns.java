package io.ingot.core.lineage;

import io.ingot.core.lineage.ColumnLineage.Input;
import io.ingot.core.lineage.ColumnLineage.Kind;
import io.ingot.core.project.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationDef;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationRef;
import org.apache.spark.sql.catalyst.plans.logical.Except;
import org.apache.spark.sql.catalyst.plans.logical.Expand;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.Intersect;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LateralJoin;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.catalyst.plans.logical.Window;
import org.apache.spark.sql.catalyst.plans.logical.WithCTE;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Follows the columns of an analysed plan from the tables that it reads to its result. What a node
 * gives is kept a node and not a plan: a union has the ids of its first part's columns.
 */
final class PlanColumns {
  private final Set<Input> rows = new LinkedHashSet<>();
  private final Map<Long, List<Set<Input>>> ctes = new HashMap<>();

  private PlanColumns() {}

  /** The lineage of a table that an analysed query over {@link SchemaCatalog} answers. */
  static ColumnLineage of(TableName table, LogicalPlan analysed) {
    PlanColumns walk = new PlanColumns();
    Map<ExprId, Set<Input>> result = walk.enter(analysed, Map.of());
    Map<String, Set<Input>> columns = new LinkedHashMap<>();
    list(analysed.output())
        .forEach(column -> columns.put(column.name(), result.get(column.exprId())));
    return new ColumnLineage(table, columns, walk.rows);
  }

  /**
   * The inputs of each column that a plan puts out.
   *
   * @param outer the columns of the query around it, for a subquery
   */
  Map<ExprId, Set<Input>> enter(LogicalPlan plan, Map<ExprId, Set<Input>> outer) {
    Map<ExprId, Set<Input>> result = new HashMap<>();
    if (plan instanceof DataSourceV2Relation relation) {
      Origin origin = new Origin.OfLake(TableName.of(relation.table().name()));
      list(relation.output())
          .forEach(column -> result.put(column.exprId(), Set.of(Input.of(origin, column.name()))));
      return result;
    }
    if (plan instanceof CTERelationRef reference) {
      List<Set<Input>> defined = ctes.get(reference.cteId());
      List<Attribute> columns = list(reference.output());
      for (int i = 0; i < columns.size(); i++) {
        result.put(columns.get(i).exprId(), defined.get(i));
      }
      return result;
    }
    if (plan instanceof WithCTE with) {
      list(with.cteDefs()).forEach(definition -> define(definition, outer));
      return enter(with.plan(), outer);
    }
    if (plan instanceof Union union) {
      return stacked(plan, list(union.children()), outer);
    }
    list(plan.children()).forEach(child -> result.putAll(enter(child, outer)));
    Map<ExprId, Set<Input>> seen = new HashMap<>(outer);
    seen.putAll(result);
    told(plan, new ExpressionColumns(this, seen), result);
    complete(plan, result);
    return result;
  }

  /** What decides about rows, told by a subquery too. */
  void decide(Collection<Input> inputs, Kind kind) {
    inputs.forEach(input -> rows.add(input.as(kind)));
  }

  private void define(CTERelationDef definition, Map<ExprId, Set<Input>> outer) {
    Map<ExprId, Set<Input>> columns = enter(definition.child(), outer);
    ctes.put(
        definition.id(),
        list(definition.output()).stream().map(column -> columns.get(column.exprId())).toList());
  }

  private void told(LogicalPlan plan, ExpressionColumns read, Map<ExprId, Set<Input>> result) {
    if (plan instanceof Project project) {
      named(project.projectList(), read, result);
    } else if (plan instanceof Aggregate aggregate) {
      decide(read.all(list(aggregate.groupingExpressions())), Kind.GROUP_BY);
      named(aggregate.aggregateExpressions(), read, result);
    } else if (plan instanceof Window window) {
      named(window.windowExpressions(), read, result);
    } else if (plan instanceof Filter filter) {
      decide(read.of(filter.condition()), Kind.FILTER);
    } else if (plan instanceof Join join) {
      if (join.condition().isDefined()) {
        decide(read.of(join.condition().get()), Kind.JOIN);
      }
    } else if (plan instanceof LateralJoin lateral) {
      result.putAll(read.below(lateral.right().plan()));
      if (lateral.condition().isDefined()) {
        ExpressionColumns both = read.with(result);
        decide(both.of(lateral.condition().get()), Kind.JOIN);
      }
    } else if (plan instanceof Sort sort) {
      decide(read.all(list(sort.order())), Kind.SORT);
    } else if (plan instanceof Generate generate) {
      Set<Input> inputs = as(read.of((Expression) generate.generator()), Kind.TRANSFORMATION);
      list(generate.generatorOutput()).forEach(column -> result.put(column.exprId(), inputs));
    } else if (plan instanceof Expand expand) {
      expanded(expand, read, result);
    } else if (plan instanceof Intersect || plan instanceof Except) {
      LogicalPlan other = list(plan.children()).get(1);
      list(other.output()).forEach(column -> decide(result.get(column.exprId()), Kind.FILTER));
    } else {
      // Subqueries of other nodes decide about rows all the same.
      read.all(list(plan.expressions()));
    }
  }

  private static void named(
      Seq<NamedExpression> expressions, ExpressionColumns read, Map<ExprId, Set<Input>> result) {
    Map<ExprId, Set<Input>> made = new HashMap<>();
    list(expressions).forEach(column -> made.put(column.exprId(), read.of((Expression) column)));
    result.putAll(made);
  }

  /** Columns one above the other, as unions have them. */
  private Map<ExprId, Set<Input>> stacked(
      LogicalPlan plan, List<LogicalPlan> parts, Map<ExprId, Set<Input>> outer) {
    List<Map<ExprId, Set<Input>>> made = parts.stream().map(part -> enter(part, outer)).toList();
    Map<ExprId, Set<Input>> result = new HashMap<>();
    List<Attribute> columns = list(plan.output());
    for (int i = 0; i < columns.size(); i++) {
      Set<Input> inputs = new LinkedHashSet<>();
      for (int part = 0; part < parts.size(); part++) {
        ExprId id = list(parts.get(part).output()).get(i).exprId();
        inputs.addAll(made.get(part).get(id));
      }
      result.put(columns.get(i).exprId(), inputs);
    }
    return result;
  }

  /** Grouping sets: each row of the child becomes several. */
  private static void expanded(
      Expand expand, ExpressionColumns read, Map<ExprId, Set<Input>> result) {
    List<Attribute> columns = list(expand.output());
    List<List<Expression>> projections = new ArrayList<>();
    list(expand.projections()).forEach(projection -> projections.add(list(projection)));
    Map<ExprId, Set<Input>> made = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      int column = i;
      made.put(
          columns.get(i).exprId(),
          read.all(projections.stream().map(projection -> projection.get(column)).toList()));
    }
    result.putAll(made);
  }

  /** A column of a node that is not known here may come from all that the node reads. */
  private static void complete(LogicalPlan plan, Map<ExprId, Set<Input>> result) {
    Optional<Set<Input>> all = Optional.empty();
    for (Attribute column : list(plan.output())) {
      if (!result.containsKey(column.exprId())) {
        all =
            all.or(
                () ->
                    Optional.of(
                        as(
                            result.values().stream()
                                .flatMap(Set::stream)
                                .collect(Collectors.toSet()),
                            Kind.TRANSFORMATION)));
        result.put(column.exprId(), all.get());
      }
    }
  }

  static Set<Input> as(Collection<Input> inputs, Kind kind) {
    return inputs.stream()
        .map(input -> input.as(kind))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  static <T> List<T> list(Seq<T> items) {
    return JavaConverters.seqAsJavaList(items);
  }
}
