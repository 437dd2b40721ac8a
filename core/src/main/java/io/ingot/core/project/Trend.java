package io.ingot.core.project;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** A condition on how a measure goes on from what it was before. */
public sealed interface Trend extends Check {
  /** A measure does not leave what its own past would have it be. */
  @Key("anomaly")
  record Anomaly(
      @Required @Key("anomaly") @Doc("What is watched: rows, nulls, mean or sum") Measure measure,
      @Doc("The column that it is measured over; none for rows") Optional<String> column,
      @Doc("rate_of_change, online_normal or holt_winters; online_normal unless said")
          Method method,
      @Doc("rate_of_change: least factor from one batch to the next, such as 0.5")
          Optional<BigDecimal> fall,
      @Doc("rate_of_change: greatest factor from one batch to the next, such as 2")
          Optional<BigDecimal> rise,
      @Doc("online_normal, holt_winters: how many deviations are too many; 3 unless said")
          Optional<BigDecimal> deviations,
      @Doc("Least number of earlier values before it is judged; 7 unless said") int history,
      @Inline CheckTerms terms)
      implements Trend {
    private static final int USUAL_HISTORY = 7;

    public Anomaly {
      Objects.requireNonNull(measure, "anomaly");
      method = method == null ? Method.ONLINE_NORMAL : method;
      history = history == 0 ? USUAL_HISTORY : history;
      if ((measure == Measure.ROWS) == column.isPresent()) {
        throw new IllegalArgumentException(
            measure == Measure.ROWS
                ? "anomaly: rows is over no column."
                : "anomaly: " + measure.word() + " needs column.");
      }
      if (method == Method.RATE_OF_CHANGE && fall.isEmpty() && rise.isEmpty()) {
        throw new IllegalArgumentException("rate_of_change needs fall, rise or both.");
      }
      if (method != Method.RATE_OF_CHANGE && (fall.isPresent() || rise.isPresent())) {
        throw new IllegalArgumentException("fall and rise belong to method: rate_of_change.");
      }
      if (method == Method.RATE_OF_CHANGE && deviations.isPresent()) {
        throw new IllegalArgumentException(
            "deviations belong to method: online_normal or holt_winters.");
      }
      if (fall.filter(factor -> factor.signum() < 0).isPresent()
          || rise.filter(factor -> factor.signum() <= 0).isPresent()
          || deviations.filter(factor -> factor.signum() <= 0).isPresent()) {
        throw new IllegalArgumentException("fall, rise and deviations are factors above 0.");
      }
      if (fall.isPresent() && rise.isPresent() && fall.get().compareTo(rise.get()) > 0) {
        throw new IllegalArgumentException(
            "fall " + fall.get() + " is above rise " + rise.get() + ": nothing would be usual.");
      }
      if (history < 1) {
        throw new IllegalArgumentException("history must be 1 or more.");
      }
      if (terms.on() != CheckTerms.Scope.BATCH) {
        throw new IllegalArgumentException("An anomaly is looked for in batches; leave out 'on'.");
      }
    }

    @Override
    public String describe() {
      return "anomaly "
          + measure.word()
          + column.map(name -> " " + name).orElse("")
          + " by "
          + method.word();
    }

    @Override
    public List<String> columns() {
      return column.stream().toList();
    }
  }

  /** A batch has as many rows as are usual on the day on which it is made. */
  @Key("volume")
  record Volume(
      @Required @Key("volume") @Doc("Range of a batch's rows by the day on which it is made")
          Week week,
      @Doc("Calendar that tells holidays and worked weekends, by its name in ingot.yml")
          Optional<String> calendar,
      @Doc("Time zone of the days, such as Asia/Shanghai; UTC unless said") Zone zone,
      @Inline CheckTerms terms)
      implements Trend {
    public Volume {
      Objects.requireNonNull(week, "volume");
      Objects.requireNonNull(calendar, "calendar");
      zone = zone == null ? Zone.of("UTC") : zone;
      if (calendar.isEmpty() && week.namesExceptions()) {
        throw new IllegalArgumentException(
            "holiday and workday need a calendar that tells which days those are.");
      }
      if (terms.on() != CheckTerms.Scope.BATCH) {
        throw new IllegalArgumentException("volume judges a batch. Leave 'on' out.");
      }
    }

    @Override
    public String describe() {
      return "volume " + week.words();
    }

    @Override
    public List<String> columns() {
      return List.of();
    }
  }

  /** What an anomaly is looked for in. */
  enum Measure {
    ROWS,
    NULLS,
    MEAN,
    SUM;

    /** The word in the file. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How an anomaly is told. */
  enum Method {
    RATE_OF_CHANGE,
    ONLINE_NORMAL,
    HOLT_WINTERS;

    /** The word in the file. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
