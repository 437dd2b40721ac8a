package io.ingot.features.registry;

import io.ingot.core.project.ContractChange;
import io.ingot.core.project.ViewDefinition;
import io.ingot.core.project.ViewDefinition.OfFeature;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A view as it was applied last.
 *
 * @param name without its layer
 * @param version 1, 2, 3 ... one more with each real change; a view that came back goes on counting
 * @param hash of its declaration, as the batches of its table have it
 * @param definition what decides its values
 * @param tags in alphabetical order
 * @param inputs the tables that it reads
 * @param online where it is served; empty where it is not
 * @param deprecated what to use instead, or why
 * @param columns of its features, in declared order
 * @param created when the view was first applied
 * @param since when this version was
 * @param changed when anything of the record was
 * @param previous earlier versions, oldest first
 */
public record RegisteredView(
    String name,
    int version,
    String hash,
    ViewDefinition definition,
    Optional<String> description,
    Optional<String> owner,
    Set<String> tags,
    List<String> inputs,
    Optional<Served> online,
    Optional<String> deprecated,
    List<RegisteredColumn> columns,
    Stamp created,
    Stamp since,
    Stamp changed,
    List<PastVersion> previous) {
  public RegisteredView {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(hash, "hash");
    Objects.requireNonNull(definition, "definition");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(owner, "owner");
    tags = Collections.unmodifiableSet(new TreeSet<>(tags));
    inputs = List.copyOf(inputs);
    Objects.requireNonNull(online, "online");
    Objects.requireNonNull(deprecated, "deprecated");
    columns = List.copyOf(columns);
    Objects.requireNonNull(created, "created");
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(changed, "changed");
    previous = List.copyOf(previous);
  }

  /** A column by its name. */
  public Optional<RegisteredColumn> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /**
   * The next version of another record of the view; types are kept of features that mean the same,
   * so that their change is seen once the input's columns are known again.
   */
  RegisteredView after(RegisteredView old, List<String> changes) {
    PastVersion past =
        new PastVersion(old.version, old.hash, old.definition, old.types(), old.since, changes);
    return with(
        old.version + 1,
        typed(old, feature -> isKept(feature, old)),
        new Line(
            old.created,
            changed,
            changed,
            Stream.concat(old.previous.stream(), Stream.of(past)).toList()));
  }

  /** The same version as another record of the view, whose types are kept where none is known. */
  RegisteredView like(RegisteredView old) {
    return with(
        old.version,
        typed(old, feature -> true),
        new Line(old.created, old.since, old.changed, old.previous));
  }

  private List<RegisteredColumn> typed(RegisteredView old, Predicate<String> kept) {
    return columns.stream()
        .map(
            column ->
                column.type().isPresent() || !kept.test(column.feature())
                    ? column
                    : column.typed(old.column(column.name()).flatMap(RegisteredColumn::type)))
        .toList();
  }

  /** Whether a feature is made of the same in the same way, so that its type is the same. */
  private boolean isKept(String feature, RegisteredView old) {
    return definition.since(old.definition).stream()
            .noneMatch(
                difference ->
                    difference.feature().isEmpty()
                        && difference.effect() == ContractChange.Effect.BREAKING)
        && definition
            .feature(feature)
            .map(OfFeature::meaning)
            .equals(old.definition.feature(feature).map(OfFeature::meaning));
  }

  /** The same record, changed at another time. */
  RegisteredView changed(Stamp now) {
    return with(version, columns, new Line(created, since, now, previous));
  }

  private RegisteredView with(int number, List<RegisteredColumn> typed, Line line) {
    return new RegisteredView(
        name,
        number,
        hash,
        definition,
        description,
        owner,
        tags,
        inputs,
        online,
        deprecated,
        typed,
        line.created,
        line.since,
        line.changed,
        line.previous);
  }

  /** Where a record came from. */
  private record Line(Stamp created, Stamp since, Stamp changed, List<PastVersion> previous) {}

  /** The types of the columns that are known, by column. */
  Map<String, String> types() {
    Map<String, String> types = new TreeMap<>();
    columns.forEach(column -> column.type().ifPresent(type -> types.put(column.name(), type)));
    return types;
  }

  /**
   * Where a view is served.
   *
   * @param connection its name in {@code ingot.yml}
   * @param ttl how long after its event time a value is served; for ever where empty
   */
  public record Served(String connection, Optional<Duration> ttl) {
    public Served {
      Objects.requireNonNull(connection, "connection");
      Objects.requireNonNull(ttl, "ttl");
    }
  }
}
