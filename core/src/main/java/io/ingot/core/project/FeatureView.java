package io.ingot.core.project;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Feature values of entities over time: aggregates of events over windows, or columns of each row,
 * of a table or of a query's answer.
 *
 * @param sql the query that answers the events; of no text where a table is read as it is
 * @param from the table that is read; empty where a query answers
 */
@Doc("Feature values of an entity over time")
public record FeatureView(
    TableName name,
    Sql sql,
    @Doc("What the view means") Optional<String> description,
    @Doc("Who is asked about it") Optional<String> owner,
    @Required @Doc("Key columns of the entity with their types") Map<String, String> entity,
    @Doc("The table that is read, where there is no .sql file of the same name")
        Optional<TableName> from,
    @Required @Doc("When a row happened; a date or timestamp column") String eventTime,
    @Doc("When a row became known; _extracted_at unless said") String knownTime,
    @Doc("Steps of time of the aggregates: day, hour or minute; day unless said") Grain grain,
    @Doc(
            "events: a row for each step with an event; steps: also for those after it, until every"
                + " window is empty; events unless said")
        Rows rows,
    @Doc("How long a value may be used after its event time; for ever unless said")
        Optional<Duration> ttl,
    @Required @Doc("The features, by name") Map<String, Feature> features,
    @Doc("How a training set is split, and scaling fitted on its training part only")
        Optional<Training> training,
    @Doc("Where its latest values are served; nowhere unless said") Optional<Online> online,
    @Doc("Why it should not be used any more, and what to use instead") Optional<String> deprecated,
    @Doc("Checks before the commit") List<Check> checks,
    @Inline Watch watch,
    @Doc("How its files are kept in order") Maintain maintain,
    @Doc("Words to select by") Set<String> tags)
    implements Table {
  public FeatureView {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(sql, "sql");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(eventTime, "event_time");
    entity = Collections.unmodifiableMap(new LinkedHashMap<>(entity));
    knownTime = knownTime == null ? "_extracted_at" : knownTime;
    grain = grain == null ? Grain.DAY : grain;
    rows = rows == null ? Rows.EVENTS : rows;
    Objects.requireNonNull(ttl, "ttl");
    features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
    Objects.requireNonNull(training, "training");
    Objects.requireNonNull(online, "online");
    Objects.requireNonNull(deprecated, "deprecated");
    checks = List.copyOf(checks);
    Objects.requireNonNull(watch, "watch");
    maintain = maintain == null ? Maintain.unsaid() : maintain;
    tags = Set.copyOf(tags);
    if (entity.isEmpty() || features.isEmpty()) {
      throw new IllegalArgumentException(
          "A feature view needs an entity and at least one feature.");
    }
    boolean anyAggregate = features.values().stream().anyMatch(Aggregate.class::isInstance);
    if (anyAggregate && features.values().stream().anyMatch(RowFeature.class::isInstance)) {
      throw new IllegalArgumentException(
          "A view has aggregates of events, or features of each row, not both. Make two views.");
    }
    if (training.isEmpty()
        && features.values().stream().anyMatch(f -> f.terms().scale().isPresent())) {
      throw new IllegalArgumentException(
          "scale is fitted on the training part: add training: {validation_from: DATE}.");
    }
  }

  /** Whether its features are aggregates; otherwise each row of the input gives one. */
  public boolean aggregates() {
    return features.values().stream().anyMatch(Aggregate.class::isInstance);
  }

  /** The aggregates by name, in declared order; none of a view of rows. */
  public Map<String, Aggregate> aggregated() {
    Map<String, Aggregate> aggregated = new LinkedHashMap<>();
    features.forEach(
        (name, feature) -> {
          if (feature instanceof Aggregate aggregate) {
            aggregated.put(name, aggregate);
          }
        });
    return aggregated;
  }

  /** The columns of the features, in declared order. */
  public List<String> outputs() {
    return features.entrySet().stream()
        .flatMap(feature -> feature.getValue().outputs(feature.getKey()).stream())
        .toList();
  }

  @Override
  public Set<TableName> inputs() {
    return from.<Set<TableName>>map(Set::of).orElseGet(() -> new TreeSet<>(sql.inputs()));
  }

  @Override
  public String definitionHash() {
    return Digest.of(
        entity,
        from,
        SqlText.plain(sql.text()),
        eventTime,
        knownTime,
        grain,
        rows,
        features.entrySet().stream()
            .map(feature -> feature.getKey() + "=" + feature.getValue().meaning())
            .collect(Collectors.toList()),
        training,
        training.isPresent() ? scales() : Map.of());
  }

  /** How features are scaled, by name; without those that are not. */
  public Map<String, Feature.Scaling> scales() {
    Map<String, Feature.Scaling> scales = new TreeMap<>();
    features.forEach(
        (name, feature) -> feature.terms().scale().ifPresent(scale -> scales.put(name, scale)));
    return scales;
  }

  /** Which steps of time a view of aggregates has rows for. */
  public enum Rows {
    /** Those in which the entity had an event. */
    EVENTS,
    /** Those and all that follow, until the widest window holds no event any more. */
    STEPS;

    /** The word in the file. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
