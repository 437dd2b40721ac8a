package io.ingot.features.view;

import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;

/**
 * The value of the first or the last event that has one; null of none. Of several at the same time
 * the first is the one that was known first and the last the one that was known last, and of
 * several known together the least or the greatest value.
 *
 * @param pick the aggregate that picks it
 */
record Endmost(Term term, UnaryOperator<Column> pick) implements Measure {
  static Endmost first(Term term) {
    return new Endmost(term, functions::min);
  }

  static Endmost last(Term term) {
    return new Endmost(term, functions::max);
  }

  @Override
  public DataType type() {
    return term.type();
  }

  @Override
  public List<Column> partials() {
    Column placed =
        struct(
            Columns.named(Steps.TIME).as("time"),
            Columns.named(Steps.KNOWN).as("known"),
            term.value().as("value"));
    return List.of(pick.apply(when(term.value().isNotNull(), placed)).as(term.partial("endmost")));
  }

  @Override
  public Column over(Frame frame) {
    return pick.apply(term.read("endmost")).over(frame.steps()).getField("value");
  }
}
