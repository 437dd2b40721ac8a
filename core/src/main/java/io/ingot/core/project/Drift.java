package io.ingot.core.project;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the distribution of columns is watched.
 *
 * @param columns the columns; where none are named, every one whose type the method knows
 * @param window which rows are compared: those of the last so long by {@code by}; all for none
 */
@Alone
public record Drift(
    @Doc("Columns; all whose type the method knows unless said") List<String> columns,
    @Doc("psi, ks or category; psi unless said") Method method,
    @Doc(
            "What is compared with: first, version:N, window:30d or trainset:FOLDER; first unless said")
        Baseline baseline,
    @Doc("Compare the rows of the last so long, by the column 'by'; all rows unless said")
        Optional<Duration> window,
    @Doc("Date or timestamp column that tells a row's time, for windows") Optional<String> by,
    @Doc("From which value on it warns; 0.1 unless said") BigDecimal warn,
    @Doc("From which value on it alarms; 0.2 unless said") BigDecimal fail,
    @Doc("Least number of rows on either side; 1000 unless said") long minRows,
    @Doc("How many comparisons in a row must be beyond before it tells; 1 unless said") int windows,
    @Doc(
            "How many bins, by quantiles of the baseline, or values of a category that are told apart;"
                + " psi 10, ks 100, category 20 unless said")
        int bins) {
  private static final int LEAST_ROWS = 1000;
  private static final int MOST_BINS = 1000;

  public Drift {
    columns = List.copyOf(columns);
    method = method == null ? Method.PSI : method;
    baseline = baseline == null ? Baseline.of("first") : baseline;
    Objects.requireNonNull(window, "window");
    Objects.requireNonNull(by, "by");
    warn = warn == null ? new BigDecimal("0.1") : warn;
    fail = fail == null ? new BigDecimal("0.2") : fail;
    minRows = minRows == 0 ? LEAST_ROWS : minRows;
    windows = windows == 0 ? 1 : windows;
    bins = bins == 0 ? method.usualBins : bins;
    if (warn.compareTo(fail) > 0) {
      throw new IllegalArgumentException("warn " + warn + " must not be above fail " + fail + ".");
    }
    if (warn.signum() <= 0) {
      throw new IllegalArgumentException("warn " + warn + " must be above 0.");
    }
    if (bins < 2 || bins > MOST_BINS || windows < 1 || minRows < 1) {
      throw new IllegalArgumentException(
          "bins must be 2 to " + MOST_BINS + ", windows and min_rows 1 at least.");
    }
    if (Stream.concat(window.stream(), baseline.length().stream()).anyMatch(Duration::isZero)) {
      throw new IllegalArgumentException("A window must be longer than 0.");
    }
    if (baseline.kind() == Baseline.Kind.WINDOW && window.isEmpty()) {
      throw new IllegalArgumentException(
          "A baseline of the time before needs 'window', which rows are compared with it.");
    }
    if (window.isPresent() && by.isEmpty()) {
      throw new IllegalArgumentException("A window needs 'by', the column of a row's time.");
    }
  }

  /** How two distributions are compared. */
  public enum Method {
    /** Population stability index over bins. */
    PSI(10),
    /** Kolmogorov-Smirnov: the greatest distance of the two cumulative shares. */
    KS(100),
    /** Population stability index over the values themselves. */
    CATEGORY(20);

    private final int usualBins;

    Method(int usualBins) {
      this.usualBins = usualBins;
    }

    /** The word in the file. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What a distribution is compared with.
   *
   * @param version the table's version, for {@link Kind#VERSION}
   * @param length how long before the window compared, for {@link Kind#WINDOW}
   * @param set the folder of the training set, for {@link Kind#TRAINSET}
   */
  public record Baseline(
      Kind kind, Optional<Long> version, Optional<Duration> length, Optional<String> set) {
    private static final String SET = "trainset:";

    /**
     * Reads {@code first}, {@code version:3}, {@code window:30d} or {@code trainset:FOLDER}.
     *
     * @throws IllegalArgumentException when the text is none of them
     */
    public static Baseline of(String text) {
      if (text.equals("first")) {
        return new Baseline(Kind.FIRST, Optional.empty(), Optional.empty(), Optional.empty());
      }
      if (text.matches("version:[0-9]{1,18}")) {
        return new Baseline(
            Kind.VERSION,
            Optional.of(Long.parseLong(text.substring(8))),
            Optional.empty(),
            Optional.empty());
      }
      if (text.startsWith("window:")) {
        Duration length = (Duration) Values.read(Duration.class, text.substring(7));
        return new Baseline(Kind.WINDOW, Optional.empty(), Optional.of(length), Optional.empty());
      }
      if (text.startsWith(SET) && text.length() > SET.length()) {
        return new Baseline(
            Kind.TRAINSET,
            Optional.empty(),
            Optional.empty(),
            Optional.of(text.substring(SET.length())));
      }
      throw new IllegalArgumentException(
          "Invalid baseline '"
              + text
              + "'. Write first, version:3, window:30d or trainset:FOLDER.");
    }

    /** As the file has it. */
    public String word() {
      return kind.name().toLowerCase(Locale.ROOT)
          + version.map(number -> ":" + number).orElse("")
          + length.map(span -> ":" + words(span)).orElse("")
          + set.map(folder -> ":" + folder).orElse("");
    }

    private static String words(Duration span) {
      if (span.equals(Duration.ofDays(span.toDays()))) {
        return span.toDays() + "d";
      }
      return span.equals(Duration.ofMinutes(span.toMinutes()))
          ? span.toMinutes() + "m"
          : span.toMillis() + "ms";
    }

    /** Where a baseline is taken from. */
    public enum Kind {
      /** What the table held when drift was first looked at; kept until it is taken anew. */
      FIRST,
      /** A version of the table. */
      VERSION,
      /** The rows of so long before those that are compared. */
      WINDOW,
      /** The training part of a set that {@code ingot features trainset} wrote. */
      TRAINSET
    }
  }
}
