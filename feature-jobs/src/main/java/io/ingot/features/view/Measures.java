package io.ingot.features.view;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.not;

import io.ingot.core.project.Aggregate;
import io.ingot.core.project.FeatureView;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;

/** What a view of aggregates measures; its ratios are made of that. */
final class Measures {
  private final StructType input;
  private final List<Windowed> all = new ArrayList<>();

  private Measures(StructType input) {
    this.input = input;
  }

  /**
   * The measures in declared order, a pivot as one of each value.
   *
   * @param input columns as {@link ViewColumns} requires them
   */
  static List<Windowed> of(FeatureView view, StructType input) {
    Measures measures = new Measures(input);
    view.aggregated().forEach(measures::add);
    return List.copyOf(measures.all);
  }

  private void add(String name, Aggregate aggregate) {
    if (aggregate instanceof Aggregate.OfColumn one) {
      Term term = counted(one, term(one.column()));
      Kind kind = Kind.of(one);
      Measure measure = one.over().lengths().isEmpty() ? kind.soFar(term) : kind.of(term);
      all.add(new Windowed(name, measure, one.over().lengths()));
    } else if (aggregate instanceof Aggregate.Pivot pivot) {
      pivot(name, pivot);
    }
  }

  private void pivot(String name, Aggregate.Pivot pivot) {
    Term added = counted(pivot, term(pivot.sum().orElse(Aggregate.EVENTS)));
    Column category = Columns.named(pivot.category()).cast("string");
    for (String value : pivot.values()) {
      String word = Aggregate.Pivot.word(value);
      part(name + "_" + word, pivot, added.of(word).only(category.equalTo(value)));
    }
    Column beyond = category.isNull().or(not(category.isin(pivot.values().toArray())));
    String other = Aggregate.Pivot.OTHER;
    part(name + "_" + other, pivot, added.of(other).only(beyond));
  }

  private void part(String name, Aggregate.Pivot pivot, Term term) {
    Measure measure = pivot.sum().isPresent() ? new Total(term) : new Tally(term);
    all.add(new Windowed(name, measure, pivot.over().lengths()));
  }

  private Term term(String column) {
    String id = String.valueOf(all.size());
    return column.equals(Aggregate.EVENTS)
        ? Term.event(id)
        : new Term(id, Columns.named(column), input.apply(column).dataType());
  }

  private static Term counted(Aggregate aggregate, Term term) {
    return aggregate.over().where().map(rows -> term.only(expr(rows))).orElse(term);
  }
}
