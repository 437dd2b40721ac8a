package io.ingot.features.prepare;

import io.ingot.core.project.Feature;
import io.ingot.core.project.Preparation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Learns how numbers are scaled, each column by the rows in which it has a value. MLlib's own
 * scalers keep a center as one double, which is too short for a column of mean 1e9 and deviation 1;
 * its standard scaler learns NaN from a single null, and its robust one takes approximate
 * quartiles. So the formulas are SQL.
 */
final class Rescaling {
  private static final List<Double> QUARTILES = List.of(0.25, 0.5, 0.75);

  private final Lesson lesson;
  private final List<Learned> learned = new ArrayList<>();
  private final SqlStage stage = new SqlStage("scaling");

  private Rescaling(Lesson lesson) {
    this.lesson = lesson;
  }

  /** The column that is made of a column. */
  static String output(String column) {
    return column + "_scaled";
  }

  static Rescaling of(Lesson lesson) {
    Rescaling rescaling = new Rescaling(lesson);
    rescaling.fit();
    return rescaling;
  }

  List<Learned> learned() {
    return learned;
  }

  SqlStage stage() {
    return stage;
  }

  private void fit() {
    List<String> columns = lesson.columns(preparation -> preparation.scale().isPresent());
    columns.forEach(column -> lesson.require(column, Field::isNumber, "scale", "a number"));
    Map<String, Spread> spreads =
        Spread.of(lesson.train(), columns.stream().map(lesson.fields()::get).toList());
    Map<String, List<BigDecimal>> quartiles =
        new Quantiles(lesson.train(), spreads)
            .of(lesson.fields(by(Feature.Scaling.ROBUST)), QUARTILES);
    for (String column : columns) {
      String name = lesson.fields().get(column).name();
      Spread spread = spreads.get(name);
      Feature.Scaling by = lesson.prepare().get(column).scale().orElseThrow();
      switch (by) {
        case STANDARD -> add(column, by, spread.mean(), spread.deviation());
        case MIN_MAX ->
            add(
                column,
                by,
                spread.least(),
                spread.greatest().subtract(spread.least()).doubleValue());
        case ROBUST -> {
          List<BigDecimal> three = quartiles.get(name);
          add(column, by, three.get(1), three.get(2).subtract(three.get(0)).doubleValue());
        }
      }
    }
  }

  private void add(String column, Feature.Scaling by, BigDecimal middle, double divisor) {
    Field field = lesson.fields().get(column);
    BigDecimal center = field.nearest(middle);
    double rest = middle.subtract(center).doubleValue();
    stage.add(
        output(column),
        field.wherePresent(
            divisor == 0
                ? Field.number(0)
                : "(%s - %s) / %s"
                    .formatted(
                        field.distance(center, 1), Field.number(rest), Field.number(divisor))));
    learned.add(
        new Learned.Scaled(
            field.name(),
            output(column),
            by.word(),
            field.shortest(center),
            rest,
            divisor,
            lesson.values().get(column),
            lesson.missing(column)));
  }

  private static Predicate<Preparation> by(Feature.Scaling by) {
    return preparation -> preparation.scale().filter(by::equals).isPresent();
  }
}
