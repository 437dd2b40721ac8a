package io.ingot.quality.history;

import com.amazon.deequ.analyzers.DataTypeInstances;
import com.amazon.deequ.metrics.Distribution;
import com.amazon.deequ.metrics.DistributionValue;
import com.amazon.deequ.profiles.ColumnProfile;
import com.amazon.deequ.profiles.NumericColumnProfile;
import com.amazon.deequ.profiles.StandardColumnProfile;
import io.ingot.quality.history.Facts.Spread;
import java.util.Optional;
import scala.Enumeration;
import scala.Option;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.immutable.Map;
import scala.collection.mutable.Buffer;

/** A column's facts in the terms that Deequ's rules are asked in. */
record DeequProfile(Facts facts, long rows) {
  ColumnProfile column() {
    Enumeration.Value type = type();
    boolean inferred = facts.kinds().isPresent();
    double complete = rows == 0 ? 0 : (double) (rows - facts.nulls()) / rows;
    Map<String, Object> noCounts = none();
    return facts.numbers().isPresent()
        ? numeric(facts.numbers().get(), complete, type, noCounts)
        : new StandardColumnProfile(
            facts.name(),
            complete,
            facts.distinct().orElse(0),
            type,
            inferred,
            noCounts,
            histogram());
  }

  private ColumnProfile numeric(
      Spread spread, double complete, Enumeration.Value type, Map<String, Object> counts) {
    return new NumericColumnProfile(
        facts.name(),
        complete,
        facts.distinct().orElse(0),
        type,
        false,
        counts,
        histogram(),
        Option.empty(),
        Option.empty(),
        Option.apply(spread.mean()),
        Option.apply(spread.greatest()),
        Option.apply(spread.least()),
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Option.apply(spread.sd()),
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Option.empty());
  }

  /** Deequ asks for ranges of texts and whole numbers alone. */
  private Enumeration.Value type() {
    Optional<String> read = facts.reads(rows);
    boolean whole = facts.type().matches("tinyint|smallint|int|bigint");
    if (whole || read.filter("integral"::equals).isPresent()) {
      return DataTypeInstances.Integral();
    }
    if (facts.numbers().isPresent() || read.filter("fractional"::equals).isPresent()) {
      return DataTypeInstances.Fractional();
    }
    if (facts.type().equals("boolean") || read.filter("boolean"::equals).isPresent()) {
      return DataTypeInstances.Boolean();
    }
    return facts.kinds().isPresent() ? DataTypeInstances.String() : DataTypeInstances.Unknown();
  }

  private Option<Distribution> histogram() {
    if (!facts.listed()) {
      return Option.empty();
    }
    Buffer<Tuple2<String, DistributionValue>> values =
        JavaConverters.asScalaBuffer(
            facts.values().stream()
                .map(
                    value ->
                        new Tuple2<>(
                            value.value(),
                            new DistributionValue(value.rows(), (double) value.rows() / rows)))
                .toList());
    Map<String, DistributionValue> map = DeequProfile.<DistributionValue>none().$plus$plus(values);
    return Option.apply(new Distribution(map, facts.values().size(), 0));
  }

  private static <T> Map<String, T> none() {
    return scala.collection.immutable.Map$.MODULE$.empty();
  }
}
