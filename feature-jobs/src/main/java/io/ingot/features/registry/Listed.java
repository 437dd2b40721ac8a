package io.ingot.features.registry;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A view or a service in a list.
 *
 * @param is how it stands to what the project says, in words
 * @param version of a view; empty for one that is not registered
 * @param entity what it is about, by name
 * @param features its columns; of a service as {@code view:column}
 * @param online the connection that it is served by
 * @param lastBatch when the run began that made its last batch
 * @param services those that take of it
 */
record Listed(
    Kind kind,
    String name,
    String is,
    Optional<Integer> version,
    Optional<String> owner,
    Optional<String> description,
    Set<String> tags,
    List<String> entity,
    List<String> features,
    Optional<String> online,
    Optional<Instant> lastBatch,
    List<String> services) {
  static final List<String> HEAD =
      List.of(
          "kind",
          "name",
          "version",
          "is",
          "owner",
          "entity",
          "features",
          "online",
          "last batch",
          "services");

  Listed {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(is, "is");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(description, "description");
    tags = Set.copyOf(tags);
    entity = List.copyOf(entity);
    features = List.copyOf(features);
    Objects.requireNonNull(online, "online");
    Objects.requireNonNull(lastBatch, "lastBatch");
    services = List.copyOf(services);
  }

  static Listed of(RegisteredView view, Catalogue catalogue) {
    String is = catalogue.standing(Kind.VIEW, view.name(), view.deprecated());
    return new Listed(
        Kind.VIEW,
        view.name(),
        is,
        Optional.of(view.version()).filter(version -> !is.equals(Catalogue.NOT_APPLIED)),
        view.owner(),
        view.description(),
        view.tags(),
        view.definition().entity().keySet().stream().map(catalogue::entity).toList(),
        view.columns().stream().map(RegisteredColumn::name).toList(),
        view.online().map(RegisteredView.Served::connection),
        catalogue.lastBatch(view.name()),
        catalogue.takers(view));
  }

  static Listed of(RegisteredService service, Catalogue catalogue) {
    return new Listed(
        Kind.SERVICE,
        service.name(),
        catalogue.standing(Kind.SERVICE, service.name(), Optional.empty()),
        Optional.empty(),
        service.owner(),
        service.description(),
        service.tags(),
        List.of(),
        service.features().stream().map(RegisteredService.Taken::toString).toList(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /** Whether a word is in its name, its words or its features, in whatever case. */
  boolean mentions(String word) {
    String wanted = word.toLowerCase(Locale.ROOT);
    return Stream.of(
            Stream.of(name),
            owner.stream(),
            description.stream(),
            tags.stream(),
            entity.stream(),
            features.stream())
        .flatMap(words -> words)
        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
  }

  List<String> row() {
    return List.of(
        kind.word(),
        name,
        version.map(String::valueOf).orElse("-"),
        is,
        owner.orElse("-"),
        words(entity),
        String.valueOf(features.size()),
        online.orElse("-"),
        lastBatch.map(String::valueOf).orElse("-"),
        words(services));
  }

  private static String words(List<String> names) {
    return names.isEmpty() ? "-" : String.join(", ", names);
  }
}
