package io.ingot.quality.history;

import io.ingot.core.project.CheckTerms;
import io.ingot.core.project.Trend;
import io.ingot.core.project.Trend.Measure;
import io.ingot.core.project.Trend.Method;
import java.math.BigDecimal;
import java.util.Optional;

/** Anomaly checks as a project's file would say them. */
public final class Anomalies {
  private Anomalies() {}

  /** Of a number of rows, by a method at its usual terms. */
  public static Trend.Anomaly rows(Method method, int history) {
    return of(Measure.ROWS, Optional.empty(), method, history, CheckTerms.usual());
  }

  /** Of a column, by online_normal. */
  public static Trend.Anomaly of(Measure measure, String column, CheckTerms terms) {
    return of(measure, Optional.of(column), Method.ONLINE_NORMAL, 7, terms);
  }

  /** Of a number of rows, by factors. */
  public static Trend.Anomaly factors(String fall, String rise) {
    return new Trend.Anomaly(
        Measure.ROWS,
        Optional.empty(),
        Method.RATE_OF_CHANGE,
        Optional.of(fall).filter(said -> !said.isEmpty()).map(BigDecimal::new),
        Optional.of(rise).filter(said -> !said.isEmpty()).map(BigDecimal::new),
        Optional.empty(),
        1,
        CheckTerms.usual());
  }

  private static Trend.Anomaly of(
      Measure measure, Optional<String> column, Method method, int history, CheckTerms terms) {
    boolean rate = method == Method.RATE_OF_CHANGE;
    return new Trend.Anomaly(
        measure,
        column,
        method,
        rate ? Optional.of(new BigDecimal("0.5")) : Optional.empty(),
        rate ? Optional.of(new BigDecimal("2")) : Optional.empty(),
        Optional.empty(),
        history,
        terms);
  }
}
