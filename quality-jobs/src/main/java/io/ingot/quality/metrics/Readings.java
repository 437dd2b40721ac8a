package io.ingot.quality.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of metrics at one moment. */
final class Readings implements MultiCollector {
  /** A server that is fed labels without end dies of it. */
  private static final int MOST_SERIES = 1000;

  private static final double MILLIS = 1000.0;

  private final Labels common;
  private final Map<Metric, Map<Labels, Double>> values = new EnumMap<>(Metric.class);
  private final Map<Metric, Integer> left = new EnumMap<>(Metric.class);
  private Optional<Durations> durations = Optional.empty();

  Readings(Identity identity) {
    this.common = identity.labels();
  }

  /**
   * Adds a value.
   *
   * @param labels of {@link Metric#labels()}, in their order
   */
  void say(Metric metric, double value, String... labels) {
    Labels own = Labels.of(metric.labels().toArray(String[]::new), labels);
    Map<Labels, Double> series = values.computeIfAbsent(metric, none -> new LinkedHashMap<>());
    if (series.size() < MOST_SERIES || series.containsKey(own)) {
      series.put(own, value);
    } else {
      left.merge(metric, 1, Integer::sum);
    }
  }

  /** Adds a moment, in unix time. */
  void say(Metric metric, Instant at, String... labels) {
    say(metric, at.toEpochMilli() / MILLIS, labels);
  }

  /** Adds how long runs took. */
  void say(Durations all) {
    durations = Optional.of(all);
  }

  /** What was too much, in a sentence. */
  Optional<String> tooMany() {
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Metrics with more than "
                + MOST_SERIES
                + " sets of labels are not told whole; series left out: "
                + left.entrySet().stream()
                    .map(entry -> entry.getKey().word() + " " + entry.getValue())
                    .reduce((one, other) -> one + ", " + other)
                    .orElseThrow()
                + ".");
  }

  /** A registry of these values alone. */
  PrometheusRegistry registry() {
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(this);
    return registry;
  }

  /** The values in Prometheus' text format. */
  String text() {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create()
          .write(text, collect(), EscapingScheme.UNDERSCORE_ESCAPING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  @Override
  public MetricSnapshots collect() {
    List<MetricSnapshot> all = new ArrayList<>();
    values.forEach((metric, series) -> all.add(snapshot(metric, series)));
    durations.ifPresent(told -> all.add(histogram(told)));
    return new MetricSnapshots(all);
  }

  private MetricSnapshot snapshot(Metric metric, Map<Labels, Double> series) {
    return metric.kind() == Metric.Kind.COUNTER ? counter(metric, series) : gauge(metric, series);
  }

  private MetricSnapshot gauge(Metric metric, Map<Labels, Double> series) {
    GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(metric.word()).help(metric.help());
    series.forEach(
        (labels, value) ->
            gauge.dataPoint(
                GaugeDataPointSnapshot.builder()
                    .labels(common.merge(labels))
                    .value(value)
                    .build()));
    return gauge.build();
  }

  /** The library adds {@code _total} itself. */
  private MetricSnapshot counter(Metric metric, Map<Labels, Double> series) {
    String name = metric.word().substring(0, metric.word().length() - "_total".length());
    CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(metric.help());
    series.forEach(
        (labels, value) ->
            counter.dataPoint(
                CounterDataPointSnapshot.builder()
                    .labels(common.merge(labels))
                    .value(value)
                    .build()));
    return counter.build();
  }

  private MetricSnapshot histogram(Durations told) {
    return HistogramSnapshot.builder()
        .name(Metric.PIPELINE_DURATION_SECONDS.word())
        .help(Metric.PIPELINE_DURATION_SECONDS.help())
        .dataPoint(
            HistogramDataPointSnapshot.builder()
                .labels(common)
                .classicHistogramBuckets(
                    ClassicHistogramBuckets.of(Durations.BOUNDS, told.counts()))
                .sum(told.seconds())
                .build())
        .build();
  }
}
