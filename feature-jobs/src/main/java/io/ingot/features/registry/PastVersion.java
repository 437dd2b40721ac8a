package io.ingot.features.registry;

import io.ingot.core.project.ViewDefinition;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a view was before.
 *
 * @param hash of its declaration then
 * @param types of its columns that were known then, by column
 * @param since who made this version, and when
 * @param changes what was different about the version that followed, in words
 */
public record PastVersion(
    int version,
    String hash,
    ViewDefinition definition,
    Map<String, String> types,
    Stamp since,
    List<String> changes) {
  public PastVersion {
    Objects.requireNonNull(hash, "hash");
    Objects.requireNonNull(definition, "definition");
    types = Map.copyOf(types);
    Objects.requireNonNull(since, "since");
    changes = List.copyOf(changes);
  }
}
