package io.ingot.features.view;

import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;

/**
 * The least or the greatest of the values; null of none.
 *
 * @param pick the aggregate that picks it
 */
record Extreme(Term term, UnaryOperator<Column> pick) implements Measure {
  static Extreme least(Term term) {
    return new Extreme(term, functions::min);
  }

  static Extreme greatest(Term term) {
    return new Extreme(term, functions::max);
  }

  @Override
  public DataType type() {
    return term.type();
  }

  @Override
  public List<Column> partials() {
    return List.of(pick.apply(term.value()).as(term.partial("extreme")));
  }

  @Override
  public Column over(Frame frame) {
    return pick.apply(term.read("extreme")).over(frame.steps());
  }
}
