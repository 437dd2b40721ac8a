package io.ingot.core.project;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A thing that features are about, known by one key column; a view may be about several. */
@Doc("A thing that features are about, such as a customer")
public record Entity(
    @Required @Doc("The key column, such as customer_id") String key,
    @Required @Doc("The key's type, such as bigint or string") String type,
    @Doc("What it is") Optional<String> description,
    @Doc("Who is asked about it") Optional<String> owner,
    @Doc("Words to find it by") Set<String> tags) {
  public Entity {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(owner, "owner");
    tags = Set.copyOf(tags);
  }
}
