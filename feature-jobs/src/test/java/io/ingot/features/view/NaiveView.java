package io.ingot.features.view;

import io.ingot.core.project.Aggregate;
import io.ingot.core.project.Feature;
import io.ingot.core.project.FeatureView;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a view of aggregates has to give, computed anew for each row from all events, with loops and
 * collections and nothing of Spark. An event is a map of its columns: texts, {@link Long}, {@link
 * Double}, {@link BigDecimal} and {@link Instant}; a column that is null may be missing.
 */
public final class NaiveView {
  private final FeatureView view;
  private final Map<String, Predicate<Map<String, Object>>> conditions;
  private final long seconds;

  /**
   * @param conditions what each {@code where} of the view says of an event, by its text
   */
  public NaiveView(FeatureView view, Map<String, Predicate<Map<String, Object>>> conditions) {
    this.view = view;
    this.conditions = Map.copyOf(conditions);
    this.seconds = view.grain().step().toSeconds();
  }

  /**
   * The rows of the view's table, each a map of its columns in their order; a day is a {@link
   * LocalDate} and a count a {@link Long}.
   */
  public List<Map<String, Object>> rows(List<Map<String, Object>> events) {
    Map<List<Object>, List<Map<String, Object>>> entities =
        events.stream()
            .filter(event -> event.get(view.eventTime()) != null)
            .filter(event -> entity(event).stream().allMatch(Objects::nonNull))
            .collect(Collectors.groupingBy(this::entity));
    List<Map<String, Object>> rows = new ArrayList<>();
    entities.forEach((entity, its) -> steps(its).forEach(step -> rows.add(row(entity, its, step))));
    return rows;
  }

  private List<Object> entity(Map<String, Object> event) {
    List<Object> entity = new ArrayList<>();
    view.entity().keySet().forEach(key -> entity.add(event.get(key)));
    return entity;
  }

  private NavigableSet<Long> steps(List<Map<String, Object>> events) {
    NavigableSet<Long> held = new TreeSet<>();
    events.forEach(event -> held.add(step(event)));
    NavigableSet<Long> steps = new TreeSet<>(held);
    if (view.rows() == FeatureView.Rows.STEPS) {
      long widest = longest().map(length -> length.toSeconds() / seconds).orElse(0L);
      for (long step : held) {
        for (long after = 1; after <= widest; after++) {
          steps.add(step + after);
        }
      }
    }
    return steps;
  }

  private Map<String, Object> row(
      List<Object> entity, List<Map<String, Object>> events, long step) {
    Map<String, Object> row = new LinkedHashMap<>();
    int key = 0;
    for (String name : view.entity().keySet()) {
      row.put(name, entity.get(key++));
    }
    Instant start = Instant.ofEpochSecond(step * seconds);
    boolean days = seconds == Duration.ofDays(1).toSeconds();
    row.put("event_time", days ? LocalDate.ofInstant(start, ZoneOffset.UTC) : start);
    row.put("valid_from", start.plusSeconds(seconds));
    row.put("known_time", known(events, step));
    view.aggregated().forEach((name, feature) -> put(row, name, feature, events, step));
    row.put("_deleted", false);
    return row;
  }

  private void put(
      Map<String, Object> row,
      String name,
      Aggregate feature,
      List<Map<String, Object>> events,
      long step) {
    List<Optional<Duration>> windows =
        feature.over().lengths().isEmpty()
            ? List.of(Optional.empty())
            : feature.over().lengths().stream().map(Optional::of).toList();
    if (feature instanceof Aggregate.Pivot pivot) {
      List<String> names = new ArrayList<>(pivot.values());
      names.add(null);
      for (String value : names) {
        String word = value == null ? "other" : Aggregate.Pivot.word(value);
        for (Optional<Duration> window : windows) {
          List<Map<String, Object>> in =
              in(events, step, feature, window).stream()
                  .filter(event -> Objects.equals(value, category(pivot, event)))
                  .toList();
          row.put(column(name + "_" + word, window), pivoted(pivot, in));
        }
      }
      return;
    }
    for (Optional<Duration> window : windows) {
      Object value =
          feature instanceof Aggregate.Ratio ratio
              ? ratio(ratio, events, step, window)
              : value(
                  (Aggregate.OfColumn) feature, in(events, step, feature, window), step, window);
      row.put(column(name, window), value);
    }
  }

  private static String column(String name, Optional<Duration> window) {
    return window.map(length -> name + "_" + Feature.length(length)).orElse(name);
  }

  private static String category(Aggregate.Pivot pivot, Map<String, Object> event) {
    Object value = event.get(pivot.category());
    return value != null && pivot.values().contains(value.toString()) ? value.toString() : null;
  }

  private static Object pivoted(Aggregate.Pivot pivot, List<Map<String, Object>> events) {
    return pivot.sum().<Object>map(sum -> sum(values(sum, events))).orElse((long) events.size());
  }

  private Object ratio(
      Aggregate.Ratio ratio,
      List<Map<String, Object>> events,
      long step,
      Optional<Duration> window) {
    List<Double> parts = new ArrayList<>();
    for (String part : ratio.features()) {
      Aggregate.OfColumn feature = (Aggregate.OfColumn) view.aggregated().get(part);
      Object value = value(feature, in(events, step, feature, window), step, window);
      parts.add(value == null ? null : ((Number) value).doubleValue());
    }
    boolean none = parts.contains(null) || parts.get(1) == 0;
    return none ? null : parts.get(0) / parts.get(1);
  }

  private List<Map<String, Object>> in(
      List<Map<String, Object>> events, long step, Aggregate feature, Optional<Duration> window) {
    return between(events, step, window).stream()
        .filter(
            event ->
                feature.over().where().map(rows -> conditions.get(rows).test(event)).orElse(true))
        .toList();
  }

  private List<Map<String, Object>> between(
      List<Map<String, Object>> events, long step, Optional<Duration> window) {
    long after = window.map(length -> step - length.toSeconds() / seconds).orElse(Long.MIN_VALUE);
    return events.stream().filter(event -> step(event) <= step && step(event) > after).toList();
  }

  private Object known(List<Map<String, Object>> events, long step) {
    boolean endless =
        view.aggregated().values().stream().anyMatch(f -> f.over().lengths().isEmpty());
    Optional<Duration> widest = endless ? Optional.empty() : longest();
    List<Map<String, Object>> held = between(events, step, widest);
    if (held.isEmpty()) {
      held = between(events, step, widest.map(length -> length.plusSeconds(seconds)));
    }
    List<Object> known = held.stream().map(event -> event.get(view.knownTime())).toList();
    return known.stream().anyMatch(Objects::isNull) ? null : greatest(known);
  }

  private Optional<Duration> longest() {
    return view.aggregated().values().stream()
        .flatMap(feature -> feature.over().lengths().stream())
        .max(Comparator.naturalOrder());
  }

  private Object value(
      Aggregate.OfColumn feature,
      List<Map<String, Object>> events,
      long step,
      Optional<Duration> window) {
    List<Object> values = values(feature.column(), events);
    return switch (feature.word()) {
      case "sum" -> sum(values);
      case "count" -> (long) values.size();
      case "mean" -> values.isEmpty() ? null : mean(values);
      case "min" -> least(values);
      case "max" -> greatest(values);
      case "sd" -> values.size() < 2 ? null : deviation(values);
      case "distinct", "approx_distinct" -> (long) new HashSet<>(values).size();
      case "first" -> ends(feature.column(), events).findFirst().orElse(null);
      case "last" -> ends(feature.column(), events).reduce((a, b) -> b).orElse(null);
      case "most_frequent" -> mostFrequent(values);
      case "days_since" -> since(feature.column(), events, step);
      case "trend" -> slope(feature.column(), events, step, window.orElseThrow());
      default -> throw new IllegalArgumentException(feature.word());
    };
  }

  private static List<Object> values(String column, List<Map<String, Object>> events) {
    return column.equals("*")
        ? new ArrayList<>(events)
        : events.stream().map(event -> event.get(column)).filter(Objects::nonNull).toList();
  }

  private static Object sum(List<Object> values) {
    return values.stream().map(NaiveView::exact).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static double mean(List<Object> values) {
    return ((BigDecimal) sum(values))
        .divide(BigDecimal.valueOf(values.size()), MathContext.DECIMAL128)
        .doubleValue();
  }

  private static double deviation(List<Object> values) {
    BigDecimal n = BigDecimal.valueOf(values.size());
    BigDecimal mean = ((BigDecimal) sum(values)).divide(n, MathContext.DECIMAL128);
    return values.stream()
        .map(value -> exact(value).subtract(mean).pow(2))
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .divide(n.subtract(BigDecimal.ONE), MathContext.DECIMAL128)
        .sqrt(MathContext.DECIMAL128)
        .doubleValue();
  }

  /** The values in order of time, of those of one time by when they were known, then by value. */
  private java.util.stream.Stream<Object> ends(String column, List<Map<String, Object>> events) {
    Comparator<Map<String, Object>> byTime = Comparator.comparing(this::time);
    return events.stream()
        .filter(event -> event.get(column) != null)
        .sorted(
            byTime
                .thenComparing(
                    event -> (Instant) event.get(view.knownTime()),
                    Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(event -> event.get(column), NaiveView::compare))
        .map(event -> event.get(column));
  }

  private static Object mostFrequent(List<Object> values) {
    Map<Object, Integer> times = new TreeMap<>(NaiveView::compare);
    values.forEach(value -> times.merge(value, 1, Integer::sum));
    Object best = null;
    for (Map.Entry<Object, Integer> entry : times.entrySet()) {
      if (best == null || entry.getValue() > times.get(best)) {
        best = entry.getKey();
      }
    }
    return best;
  }

  private Object since(String column, List<Map<String, Object>> events, long step) {
    return events.stream()
        .filter(event -> column.equals("*") || event.get(column) != null)
        .map(this::time)
        .max(Comparator.naturalOrder())
        .map(
            latest ->
                (int)
                    ChronoUnit.DAYS.between(
                        LocalDate.ofInstant(latest, ZoneOffset.UTC),
                        LocalDate.ofInstant(Instant.ofEpochSecond(step * seconds), ZoneOffset.UTC)))
        .orElse(null);
  }

  /** The covariance of step and sum over the variance of the step, all steps of the window told. */
  private double slope(
      String column, List<Map<String, Object>> events, long step, Duration window) {
    int length = (int) (window.toSeconds() / seconds);
    double[] sums = new double[length];
    for (int i = 0; i < length; i++) {
      long at = step - length + 1 + i;
      List<Map<String, Object>> its = events.stream().filter(e -> step(e) == at).toList();
      sums[i] = ((BigDecimal) sum(values(column, its))).doubleValue();
    }
    double meanX = (length - 1) / 2.0;
    double meanY = java.util.Arrays.stream(sums).average().orElseThrow();
    double together = 0;
    double alone = 0;
    for (int i = 0; i < length; i++) {
      together += (i - meanX) * (sums[i] - meanY);
      alone += (i - meanX) * (i - meanX);
    }
    return together / alone;
  }

  private static Object least(Collection<Object> values) {
    return values.stream().min(NaiveView::compare).orElse(null);
  }

  private static Object greatest(Collection<Object> values) {
    return values.stream().max(NaiveView::compare).orElse(null);
  }

  @SuppressWarnings("unchecked")
  private static int compare(Object a, Object b) {
    return ((Comparable<Object>) a).compareTo(b);
  }

  private static BigDecimal exact(Object number) {
    return number instanceof BigDecimal decimal
        ? decimal
        : number instanceof Long whole
            ? BigDecimal.valueOf(whole)
            : new BigDecimal(((Number) number).doubleValue());
  }

  private long step(Map<String, Object> event) {
    return Math.floorDiv(time(event).getEpochSecond(), seconds);
  }

  private Instant time(Map<String, Object> event) {
    return (Instant) event.get(view.eventTime());
  }
}
