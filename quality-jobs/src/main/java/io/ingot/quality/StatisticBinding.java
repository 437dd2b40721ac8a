package io.ingot.quality;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import com.amazon.deequ.analyzers.ApproxCountDistinct;
import com.amazon.deequ.analyzers.ApproxQuantile;
import com.amazon.deequ.analyzers.Correlation;
import com.amazon.deequ.analyzers.StandardDeviation;
import io.ingot.core.project.Statistic;
import io.ingot.quality.GroupRule.Kind;
import io.ingot.quality.StatisticRule.Secrecy;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import scala.Option;

/**
 * Rules of measured numbers. Deviations, correlations and sketches are Deequ's. Sums and extremes
 * are not: Deequ's sums of whole numbers overflow, and its extremes go through texts that Spark's
 * ANSI mode refuses to cast back.
 */
record StatisticBinding(Columns columns, Example example) {
  private static final double PRECISION = 0.01;

  /**
   * The rule of a check.
   *
   * @throws IllegalArgumentException when the check does not fit the columns
   */
  Rule rule(Statistic check) {
    if (check instanceof Statistic.Mean mean) {
      return scan(mean, mean.column(), "mean", StatisticBinding::mean);
    }
    if (check instanceof Statistic.Sum sum) {
      return scan(sum, sum.column(), "sum", number -> Measure.of(sum(number.wide())));
    }
    if (check instanceof Statistic.Deviation sd) {
      return scan(
          sd,
          sd.column(),
          "sd",
          number -> Measure.of(new StandardDeviation(number.name(), rows(number.numbers()))));
    }
    if (check instanceof Statistic.Least least) {
      return value(
          least,
          least.column(),
          "minimum",
          number -> Measure.of(min(number.present().cast("double"))));
    }
    if (check instanceof Statistic.Greatest most) {
      return value(
          most,
          most.column(),
          "maximum",
          number -> Measure.of(max(number.present().cast("double"))));
    }
    if (check instanceof Statistic.Quantile quantile) {
      return value(quantile, quantile.column(), "quantile", number -> quantile(quantile, number));
    }
    if (check instanceof Statistic.Distinct distinct) {
      return distinct.exact() || distinct.columns().size() > 1
          ? grouped(distinct, distinct.columns(), Kind.DISTINCT)
          : sketched(distinct);
    }
    if (check instanceof Statistic.Distinctness distinctness) {
      return grouped(distinctness, distinctness.columns(), Kind.DISTINCTNESS);
    }
    if (check instanceof Statistic.Uniqueness uniqueness) {
      return grouped(uniqueness, uniqueness.columns(), Kind.UNIQUENESS);
    }
    if (check instanceof Statistic.Entropy entropy) {
      return grouped(entropy, entropy.columns(), Kind.ENTROPY);
    }
    if (check instanceof Statistic.MutualInformation mutual) {
      return grouped(mutual, mutual.columns(), Kind.MUTUAL);
    }
    return correlation((Statistic.Correlation) check);
  }

  private static Measure mean(NumberColumn number) {
    return new Measure(
        List.of(sum(number.wide()).cast("double"), number.values()),
        row -> row.isNullAt(0) ? Double.NaN : row.getDouble(0) / row.getLong(1));
  }

  private static Measure quantile(Statistic.Quantile check, NumberColumn number) {
    double at = check.at().doubleValue();
    return check.exact()
        ? Measure.of(percentile(number.present().cast("double"), lit(at)))
        : Measure.of(new ApproxQuantile(number.name(), at, PRECISION, rows(number.numbers())));
  }

  private Rule correlation(Statistic.Correlation check) {
    NumberColumn one = number(check, check.columns().get(0), "correlation");
    NumberColumn other = number(check, check.columns().get(1), "correlation");
    NumberColumn both = new NumberColumn(other.field(), one.numbers());
    Column pair = one.present().isNotNull().and(other.present().isNotNull());
    Column missed = one.where().rows().and(isNan(one).or(isNan(other)));
    return new StatisticRule(
        check,
        Measure.of(new Correlation(one.name(), other.name(), rows(both.numbers()))),
        count(when(pair, 1)),
        count(when(missed, 1)),
        DoubleUnaryOperator.identity(),
        Secrecy.OPEN);
  }

  private static Column isNan(NumberColumn number) {
    return functions.isnan(functions.col(number.name()).cast("double"));
  }

  private Rule sketched(Statistic.Distinct check) {
    StructField field = columns.plain(check.columns().get(0));
    Where where = Where.of(check.terms(), columns.schema());
    return new StatisticRule(
        check,
        Measure.of(new ApproxCountDistinct(Columns.quoted(field.name()), rows(where))),
        new Grouping(List.of(field.name()), where).rows(),
        count(when(lit(false), 1)),
        DoubleUnaryOperator.identity(),
        Secrecy.OPEN);
  }

  private Rule grouped(Statistic check, List<String> names, Kind kind) {
    List<String> known = names.stream().map(columns::plain).map(StructField::name).toList();
    return new GroupRule(
        check, new Grouping(known, Where.of(check.terms(), columns.schema())), kind);
  }

  /** Of a number that no single row tells. */
  private Rule scan(
      Statistic check, String column, String kind, Function<NumberColumn, Measure> measure) {
    NumberColumn number = number(check, column, kind);
    return new StatisticRule(
        check,
        measure.apply(number),
        number.values(),
        number.missed(),
        DoubleUnaryOperator.identity(),
        Secrecy.OPEN);
  }

  /** Of a number that is the value of some row. */
  private Rule value(
      Statistic check, String column, String kind, Function<NumberColumn, Measure> measure) {
    NumberColumn number = number(check, column, kind);
    return new StatisticRule(
        check,
        measure.apply(number),
        number.values(),
        number.missed(),
        number::shown,
        example.hides(column) ? Secrecy.HIDDEN : Secrecy.OPEN);
  }

  private NumberColumn number(Statistic check, String column, String kind) {
    return new NumberColumn(
        columns.number(column, kind), Where.of(check.terms(), columns.schema()));
  }

  private static Option<String> rows(Where where) {
    return where.condition().map(Option::apply).orElseGet(Option::empty);
  }
}
