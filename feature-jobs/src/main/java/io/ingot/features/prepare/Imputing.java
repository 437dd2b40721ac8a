package io.ingot.features.prepare;

import static org.apache.spark.sql.functions.expr;

import io.ingot.core.project.Preparation;
import io.ingot.core.project.Preparation.Impute;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataTypes;

/**
 * Learns what stands for missing values. It is exact and takes all types, where MLlib's imputer
 * takes numbers only, and a median that is right to a thousandth of the rows.
 */
final class Imputing {
  private final Lesson lesson;
  private final List<Learned> learned = new ArrayList<>();
  private final Map<String, Field> imputed = new LinkedHashMap<>();
  private final SqlStage stage = new SqlStage("imputing");

  private Imputing(Lesson lesson) {
    this.lesson = lesson;
  }

  /** The column that is made of a column. */
  static String output(String column) {
    return column + "_imputed";
  }

  static Imputing of(Lesson lesson) {
    Imputing imputing = new Imputing(lesson);
    imputing.values().forEach(imputing::add);
    return imputing;
  }

  List<Learned> learned() {
    return learned;
  }

  SqlStage stage() {
    return stage;
  }

  /** What further steps learn from. */
  Lesson after() {
    return lesson.after(stage, imputed);
  }

  /** The values by column, as texts. */
  private Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    require(Field::isNumber, "a number", Impute.MEAN, Impute.MEDIAN);
    require(
        Field::isPlain,
        "a number, text, boolean, date or timestamp",
        Impute.MOST_FREQUENT,
        Impute.CONSTANT);
    List<Field> means = lesson.fields(by(Impute.MEAN));
    List<Field> medians = lesson.fields(by(Impute.MEDIAN));
    Map<String, Spread> spreads =
        Spread.of(lesson.train(), Stream.concat(means.stream(), medians.stream()).toList());
    means.forEach(field -> values.put(field.name(), text(field, spreads.get(field.name()).mean())));
    new Quantiles(lesson.train(), spreads)
        .of(medians, List.of(0.5))
        .forEach((column, median) -> values.put(column, text(field(column), median.get(0))));
    Category.of(lesson.train(), lesson.fields(by(Impute.MOST_FREQUENT)), 1)
        .forEach((column, most) -> values.put(column, most.get(0).text()));
    lesson
        .columns(by(Impute.CONSTANT))
        .forEach(column -> values.put(column, constant(field(column))));
    return values;
  }

  private void require(Predicate<Field> fits, String types, Impute... ways) {
    for (Impute by : ways) {
      lesson
          .columns(by(by))
          .forEach(column -> lesson.require(column, fits, "impute: " + word(by), types));
    }
  }

  private void add(String column, String value) {
    Impute by = lesson.prepare().get(column).impute().orElseThrow();
    boolean averaged = by == Impute.MEAN || by == Impute.MEDIAN;
    Field field = field(column);
    Field after =
        new Field(
            output(column), averaged && !field.isDecimal() ? DataTypes.DoubleType : field.type());
    stage.add(
        after.name(),
        "CASE WHEN %s THEN CAST(%s AS %s) ELSE %s END"
            .formatted(field.present(), field.quoted(), after.type().sql(), after.literal(value)));
    imputed.put(column, after);
    learned.add(
        new Learned.Imputed(
            column,
            after.name(),
            word(by),
            after.type().sql(),
            value,
            lesson.values().get(column),
            lesson.missing(column)));
  }

  /** A whole number's mean is a double; a decimal's stays a decimal of its places. */
  private static String text(Field field, BigDecimal value) {
    return field.isDecimal()
        ? field.nearest(value).toPlainString()
        : String.valueOf(value.doubleValue());
  }

  private String constant(Field field) {
    String said = lesson.prepare().get(field.name()).constant().orElseThrow();
    boolean fits =
        lesson
            .train()
            .sparkSession()
            .range(1)
            .select(
                expr(
                    "try_cast(%s AS %s) IS NOT NULL"
                        .formatted(Field.text(said), field.type().sql())))
            .first()
            .getBoolean(0);
    if (!fits) {
      throw Lesson.unfit(
          field.name(),
          "constant: "
              + said
              + " is no "
              + field.type().sql()
              + ". Write one, or impute otherwise.");
    }
    return said;
  }

  private static String word(Impute by) {
    return by.name().toLowerCase(Locale.ROOT);
  }

  private Field field(String column) {
    return lesson.fields().get(column);
  }

  private static Predicate<Preparation> by(Impute by) {
    return preparation -> preparation.impute().filter(by::equals).isPresent();
  }
}
