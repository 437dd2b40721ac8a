package io.ingot.features.registry;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A service as it was applied last.
 *
 * @param tags in alphabetical order
 * @param features what it takes, in its order, with {@code *} replaced by the columns
 */
public record RegisteredService(
    String name,
    Optional<String> description,
    Optional<String> owner,
    Set<String> tags,
    List<Taken> features,
    Stamp created,
    Stamp changed) {
  public RegisteredService {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(owner, "owner");
    tags = Collections.unmodifiableSet(new TreeSet<>(tags));
    features = List.copyOf(features);
    Objects.requireNonNull(created, "created");
    Objects.requireNonNull(changed, "changed");
  }

  /** The same with the stamps given. */
  RegisteredService stamped(Stamp made, Stamp last) {
    return new RegisteredService(name, description, owner, tags, features, made, last);
  }

  /** Whether it takes a column of a view. */
  boolean takes(String view, String column) {
    return features.stream()
        .anyMatch(taken -> taken.view().equals(view) && taken.column().equals(column));
  }

  /**
   * A column that a service takes.
   *
   * @param version the view's version when the service was applied
   */
  public record Taken(String view, int version, String column) {
    public Taken {
      Objects.requireNonNull(view, "view");
      Objects.requireNonNull(column, "column");
    }

    @Override
    public String toString() {
      return view + ":" + column;
    }
  }
}
