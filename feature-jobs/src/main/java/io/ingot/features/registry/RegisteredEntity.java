package io.ingot.features.registry;

import io.ingot.core.project.Entity;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An entity as it was applied last.
 *
 * @param key the key column
 * @param type the key's Spark SQL type
 * @param tags in alphabetical order
 */
public record RegisteredEntity(
    String name,
    String key,
    String type,
    Optional<String> description,
    Optional<String> owner,
    Set<String> tags,
    Stamp created,
    Stamp changed) {
  public RegisteredEntity {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(owner, "owner");
    tags = Collections.unmodifiableSet(new TreeSet<>(tags));
    Objects.requireNonNull(created, "created");
    Objects.requireNonNull(changed, "changed");
  }

  static RegisteredEntity of(String name, Entity entity, Stamp now) {
    return new RegisteredEntity(
        name,
        entity.key(),
        entity.type(),
        entity.description(),
        entity.owner(),
        entity.tags(),
        now,
        now);
  }

  /** The same with the stamps given. */
  RegisteredEntity stamped(Stamp made, Stamp last) {
    return new RegisteredEntity(name, key, type, description, owner, tags, made, last);
  }
}
