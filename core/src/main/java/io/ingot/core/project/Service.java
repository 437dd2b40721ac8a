package io.ingot.core.project;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The features that one model takes, from one view or several.
 *
 * @param name the name of its file
 */
@Doc("The features that a model takes")
public record Service(
    String name,
    @Doc("What the model is for") Optional<String> description,
    @Doc("Who is asked about it") Optional<String> owner,
    @Required
        @Doc("Features as view:feature, or view:* for all; @2 behind one holds to that version")
        List<FeatureRef> features,
    @Doc("How its training sets are made") TrainingSet training,
    @Doc("Words to find it by") Set<String> tags) {
  public Service {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(owner, "owner");
    features = List.copyOf(features);
    training = training == null ? TrainingSet.usual() : training;
    tags = Set.copyOf(tags);
    if (features.isEmpty()) {
      throw new IllegalArgumentException("A service needs at least one feature.");
    }
  }

  /** The views that it takes features from, in the order in which it first names them. */
  public List<TableName> views() {
    return features.stream().map(FeatureRef::table).distinct().toList();
  }

  /** The columns that it takes of a view, in the order in which it names them. */
  public List<String> columns(FeatureView view) {
    return features.stream()
        .filter(ref -> ref.table().equals(view.name()))
        .flatMap(ref -> ref.isAll() ? view.outputs().stream() : List.of(ref.feature()).stream())
        .distinct()
        .toList();
  }
}
