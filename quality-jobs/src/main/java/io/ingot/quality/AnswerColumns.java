package io.ingot.quality;

import io.ingot.core.project.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationDef;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationRef;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LeafNode;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.WithCTE;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * The columns that a query answers, and which of them may tell of a person: those that are made of
 * such a column, or of anything whose origin is not plain from the analysed query.
 *
 * @param names in their order, each once
 */
record AnswerColumns(List<String> names, Set<String> hidden) {
  AnswerColumns {
    names = List.copyOf(names);
    hidden = Set.copyOf(hidden);
  }

  /**
   * Reads an analysed query.
   *
   * @param personal tells of a column of a table, or of the rows that are judged where there is no
   *     table, whether it tells of a person
   * @param judged the name of the rows that are judged
   */
  static AnswerColumns of(
      LogicalPlan query, BiPredicate<Optional<TableName>, String> personal, String judged) {
    Origins origins = new Origins(personal, judged);
    origins.read(query, Optional.empty());
    List<String> names = new ArrayList<>();
    Set<String> hidden = new HashSet<>();
    Map<String, Integer> seen = new HashMap<>();
    for (Attribute column : JavaConverters.seqAsJavaList(query.output())) {
      int times = seen.merge(column.name(), 1, Integer::sum);
      String name = times == 1 ? column.name() : column.name() + "_" + times;
      names.add(name);
      if (origins.hides(column.exprId())) {
        hidden.add(name);
      }
    }
    return new AnswerColumns(names, hidden);
  }

  /** Where the attributes of a plan come from. */
  private static final class Origins {
    private final BiPredicate<Optional<TableName>, String> personal;
    private final String judged;
    private final Map<ExprId, Boolean> columns = new HashMap<>();
    private final Map<ExprId, Expression> made = new HashMap<>();
    private final Map<Long, Seq<Attribute>> parts = new HashMap<>();
    private boolean plain = true;

    Origins(BiPredicate<Optional<TableName>, String> personal, String judged) {
      this.personal = personal;
      this.judged = judged;
    }

    void read(LogicalPlan plan, Optional<Owner> above) {
      // A set operation gives the columns of its first part, whatever those of the others hold.
      plain &= plan.children().size() < 2 || plan instanceof Join || plan instanceof WithCTE;
      Optional<Owner> owner =
          plan instanceof SubqueryAlias alias ? owner(alias).or(() -> above) : above;
      if (plan instanceof CTERelationDef named) {
        parts.put(named.id(), named.output());
      } else if (plan instanceof CTERelationRef named) {
        part(named);
      } else if (plan instanceof LeafNode) {
        owner.ifPresent(known -> leaf(plan, known));
      }
      JavaConverters.seqAsJavaList(plan.expressions()).forEach(this::aliases);
      JavaConverters.seqAsJavaList(plan.children()).forEach(child -> read(child, owner));
    }

    /** A named part of the query comes before all that refer to it. */
    private void part(CTERelationRef named) {
      Seq<Attribute> output = parts.get(named.cteId());
      for (int i = 0; output != null && i < output.size(); i++) {
        // The first reference has the very attributes of what it refers to.
        made.putIfAbsent(named.output().apply(i).exprId(), output.apply(i));
      }
    }

    private void leaf(LogicalPlan plan, Owner owner) {
      for (Attribute column : JavaConverters.seqAsJavaList(plan.output())) {
        columns.put(column.exprId(), personal.test(owner.table(), column.name()));
      }
    }

    private void aliases(Expression expression) {
      if (expression instanceof Alias alias) {
        made.put(alias.exprId(), alias.child());
      }
      JavaConverters.seqAsJavaList(expression.children()).forEach(this::aliases);
    }

    private Optional<Owner> owner(SubqueryAlias alias) {
      List<String> qualifier = JavaConverters.seqAsJavaList(alias.identifier().qualifier());
      String name = alias.identifier().name();
      if (qualifier.isEmpty()) {
        return name.equalsIgnoreCase(judged)
            ? Optional.of(new Owner(Optional.empty()))
            : Optional.empty();
      }
      return TableName.parse(qualifier.get(qualifier.size() - 1) + "." + name)
          .map(table -> new Owner(Optional.of(table)));
    }

    boolean hides(ExprId column) {
      return !plain || of(column, new HashSet<>());
    }

    private boolean of(ExprId column, Set<ExprId> path) {
      if (columns.containsKey(column)) {
        return columns.get(column);
      }
      return !path.add(column) || !made.containsKey(column) || in(made.get(column), path);
    }

    private boolean in(Expression expression, Set<ExprId> path) {
      if (expression instanceof PlanExpression<?>) {
        return true;
      }
      if (expression instanceof Attribute attribute) {
        return of(attribute.exprId(), path);
      }
      return JavaConverters.seqAsJavaList(expression.children()).stream()
          .anyMatch(child -> in(child, new HashSet<>(path)));
    }
  }

  /**
   * Whose columns they are.
   *
   * @param table empty for the rows that are judged
   */
  private record Owner(Optional<TableName> table) {}
}
