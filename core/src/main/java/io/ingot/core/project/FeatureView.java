package io.ingot.core.project;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Feature values of an entity over time: aggregates of a table's rows over windows of days. */
@Doc("Feature values of an entity over time")
public record FeatureView(
    TableName name,
    @Doc("What the view means") Optional<String> description,
    @Required @Doc("Key columns of the entity with their types") Map<String, String> entity,
    @Required @Doc("The table that is aggregated") TableName from,
    @Required @Doc("When a row happened; a date or timestamp column") String eventTime,
    @Doc("When a row became known; _extracted_at unless said") String knownTime,
    @Required @Doc("The features, by name") Map<String, Feature> features,
    @Doc("How a training set is split, and scaling fitted on its training part only")
        Optional<Training> training,
    @Doc("Checks before the commit") List<Check> checks,
    @Inline Watch watch,
    @Doc("How its files are kept in order") Maintain maintain,
    @Doc("Words to select by") Set<String> tags)
    implements Table {
  public FeatureView {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(eventTime, "event_time");
    entity = Collections.unmodifiableMap(new LinkedHashMap<>(entity));
    knownTime = knownTime == null ? "_extracted_at" : knownTime;
    features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
    checks = List.copyOf(checks);
    Objects.requireNonNull(watch, "watch");
    maintain = maintain == null ? Maintain.unsaid() : maintain;
    tags = Set.copyOf(tags);
    if (entity.isEmpty() || features.isEmpty()) {
      throw new IllegalArgumentException(
          "A feature view needs an entity and at least one feature.");
    }
    if (training.isEmpty() && features.values().stream().anyMatch(f -> f.scale().isPresent())) {
      throw new IllegalArgumentException(
          "scale is fitted on the training part: add training: {validation_from: DATE}.");
    }
  }

  @Override
  public Set<TableName> inputs() {
    return Set.of(from);
  }

  @Override
  public String definitionHash() {
    return Digest.of(entity, from, eventTime, knownTime, features, training);
  }
}
