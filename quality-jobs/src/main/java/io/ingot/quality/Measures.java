package io.ingot.quality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.expressions.Expression;

/** The aggregates of several rules; equal ones are computed once and have one alias. */
final class Measures {
  private final Map<Expression, String> aliases = new HashMap<>();
  private final List<Column> aliased = new ArrayList<>();

  void add(List<Column> aggregates) {
    for (Column aggregate : aggregates) {
      String next = "_deequ_" + aliased.size();
      if (aliases.putIfAbsent(key(aggregate), next) == null) {
        aliased.add(aggregate.as(next));
      }
    }
  }

  List<Column> aliased() {
    return List.copyOf(aliased);
  }

  /** The values of some of the aggregates, in their order. */
  Row row(List<Column> aggregates, Map<String, Object> values) {
    return RowFactory.create(
        aggregates.stream().map(aggregate -> values.get(aliases.get(key(aggregate)))).toArray());
  }

  /** Spark gives every aggregate an id of its own; the canonical form is without it. */
  private static Expression key(Column aggregate) {
    return aggregate.expr().canonicalized();
  }
}
