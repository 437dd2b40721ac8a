package io.ingot.features.feast;

import io.ingot.features.wire.ProtoWriter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A view as Feast knows it, {@code feast.core.FeatureView}.
 *
 * @param name without its layer
 * @param ttl for ever where empty
 */
record ViewSpec(
    String name,
    List<EntitySpec> entities,
    List<FieldSpec> features,
    Optional<Duration> ttl,
    boolean online,
    SourceSpec source,
    About about) {
  ViewSpec {
    Objects.requireNonNull(name, "name");
    entities = List.copyOf(entities);
    features = List.copyOf(features);
    Objects.requireNonNull(ttl, "ttl");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(about, "about");
  }

  /** Features by name, in the order given. */
  List<FieldSpec> features(List<String> names) {
    return names.stream()
        .flatMap(wanted -> features.stream().filter(field -> field.name().equals(wanted)))
        .toList();
  }

  ProtoWriter message(String project) {
    ProtoWriter spec = new ProtoWriter().text(1, name).text(2, project);
    entities.forEach(entity -> spec.text(3, entity.name()));
    features.forEach(field -> spec.message(4, field.message()));
    spec.map(5, about.tags());
    ttl.ifPresent(
        length ->
            spec.message(
                6, new ProtoWriter().number(1, length.getSeconds()).number(2, length.getNano())));
    spec.message(7, source.message(project))
        .number(8, online ? 1 : 0)
        .text(10, about.description().orElse(""))
        .text(11, about.owner().orElse(""));
    entities.forEach(entity -> spec.message(12, entity.column().message()));
    return new ProtoWriter().message(1, spec).message(2, about.meta());
  }
}
