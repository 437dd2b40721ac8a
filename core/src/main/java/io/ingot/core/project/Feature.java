package io.ingot.core.project;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One aggregate over one or more windows; each window gives a column {@code name_7d}.
 *
 * <p>Exactly one of {@code sum}, {@code count}, {@code mean}, {@code min}, {@code max} names the
 * column that is aggregated; {@code count: "*"} counts rows.
 */
@Doc("One aggregate over one or more windows")
public record Feature(
    @Doc("Column to sum") Optional<String> sum,
    @Doc("Column whose values are counted, or *") Optional<String> count,
    @Doc("Column to average") Optional<String> mean,
    @Doc("Column whose least value is taken") Optional<String> min,
    @Doc("Column whose greatest value is taken") Optional<String> max,
    @Required @Doc("Windows of whole days that end with the row's day, such as [7d, 30d]")
        List<Duration> windows,
    @Doc("standard: subtract the mean and divide by the deviation of the training part")
        Optional<Scaling> scale) {
  public Feature {
    windows = List.copyOf(windows);
    Objects.requireNonNull(scale, "scale");
    if (Stream.of(sum, count, mean, min, max).filter(Optional::isPresent).count() != 1) {
      throw new IllegalArgumentException("Say exactly one of sum, count, mean, min, max.");
    }
    if (windows.isEmpty()) {
      throw new IllegalArgumentException("A feature needs windows, such as [7d, 30d].");
    }
    for (Duration window : windows) {
      if (window.toDays() < 1 || !window.equals(Duration.ofDays(window.toDays()))) {
        throw new IllegalArgumentException(
            "Invalid window: " + window + ". Windows are whole days, such as 7d.");
      }
    }
  }

  /** The aggregate that was named. */
  public Aggregate aggregate() {
    return Stream.of(Aggregate.values())
        .filter(kind -> kind.columnOf(this).isPresent())
        .findFirst()
        .orElseThrow();
  }

  /** The column that is aggregated; {@code *} for rows. */
  public String column() {
    return aggregate().columnOf(this).orElseThrow();
  }

  /** The ways to aggregate. */
  public enum Aggregate {
    SUM {
      @Override
      Optional<String> columnOf(Feature feature) {
        return feature.sum();
      }
    },
    COUNT {
      @Override
      Optional<String> columnOf(Feature feature) {
        return feature.count();
      }
    },
    MEAN {
      @Override
      Optional<String> columnOf(Feature feature) {
        return feature.mean();
      }
    },
    MIN {
      @Override
      Optional<String> columnOf(Feature feature) {
        return feature.min();
      }
    },
    MAX {
      @Override
      Optional<String> columnOf(Feature feature) {
        return feature.max();
      }
    };

    abstract Optional<String> columnOf(Feature feature);

    /** The word in the file. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How a feature is scaled for a model. */
  public enum Scaling {
    STANDARD
  }
}
