package io.ingot.features.feast;

import io.ingot.features.registry.Stamp;
import io.ingot.features.wire.ProtoWriter;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What Feast keeps of everything that has a name.
 *
 * @param tags Feast's are pairs, Ingot's are words: a word becomes a pair with {@code true}
 * @param created when it was first applied; empty of what never was
 * @param changed when it was last changed; empty of what was never applied
 */
record About(
    Optional<String> description,
    Optional<String> owner,
    Map<String, String> tags,
    Optional<Instant> created,
    Optional<Instant> changed) {
  About {
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(owner, "owner");
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    Objects.requireNonNull(created, "created");
    Objects.requireNonNull(changed, "changed");
  }

  static About nothing() {
    return of(Optional.empty(), Optional.empty(), Set.of());
  }

  static About of(Optional<String> description, Optional<String> owner, Set<String> words) {
    return new About(description, owner, tags(words), Optional.empty(), Optional.empty());
  }

  /** The same with one more tag, where there is a value for it. */
  About tagged(String name, Optional<String> value) {
    Map<String, String> more = new TreeMap<>(tags);
    value.ifPresent(said -> more.put(name, said));
    return new About(description, owner, more, created, changed);
  }

  /** The same, as it was applied. */
  About stamped(Optional<Stamp> first, Optional<Stamp> last) {
    return new About(description, owner, tags, first.map(Stamp::at), last.map(Stamp::at));
  }

  static Map<String, String> tags(Set<String> words) {
    Map<String, String> tags = new TreeMap<>();
    words.forEach(word -> tags.put(word, "true"));
    return tags;
  }

  /** The message {@code meta} of an entity, view or service, whose fields have the same numbers. */
  ProtoWriter meta() {
    ProtoWriter meta = new ProtoWriter();
    created.ifPresent(moment -> meta.message(1, FeastTimestamp.message(moment)));
    changed.ifPresent(moment -> meta.message(2, FeastTimestamp.message(moment)));
    return meta;
  }
}
