package io.ingot.features.view;

import io.ingot.core.project.Aggregate;
import java.util.Locale;
import java.util.function.Function;

/** How each kind of aggregate of one column is measured; the names are the words of the files. */
enum Kind {
  SUM(Need.NUMBER, Total::new),
  COUNT(Need.ANY, Tally::new),
  MEAN(Need.NUMBER, Mean::new),
  MIN(Need.ORDERED, Extreme::least),
  MAX(Need.ORDERED, Extreme::greatest),
  SD(Need.NUMBER, Deviation::new),
  DISTINCT(Need.ORDERED, Variety::new, VarietySoFar::new),
  APPROX_DISTINCT(Need.ORDERED, Sketch::new),
  FIRST(Need.ORDERED, Endmost::first),
  LAST(Need.ORDERED, Endmost::last),
  MOST_FREQUENT(Need.ORDERED, Mode::new, ModeSoFar::new),
  DAYS_SINCE(Need.ANY, Recency::new),
  TREND(Need.NUMBER, Slope::new);

  private final Need need;
  private final Function<Term, Measure> measure;
  private final Function<Term, Measure> soFar;

  Kind(Need need, Function<Term, Measure> measure) {
    this(need, measure, measure);
  }

  Kind(Need need, Function<Term, Measure> measure, Function<Term, Measure> soFar) {
    this.need = need;
    this.measure = measure;
    this.soFar = soFar;
  }

  static Kind of(Aggregate.OfColumn aggregate) {
    return valueOf(aggregate.word().toUpperCase(Locale.ROOT));
  }

  /** What the column has to be. */
  Need need() {
    return need;
  }

  Measure of(Term term) {
    return measure.apply(term);
  }

  /** The measure over all events so far, which can be cheaper than one over any window. */
  Measure soFar(Term term) {
    return soFar.apply(term);
  }
}
