package io.ingot.features.feast;

import io.ingot.features.wire.ProtoWriter;
import java.util.Map;
import java.util.Objects;

/**
 * An entity as Feast knows it, {@code feast.core.Entity}.
 *
 * @param key the join key
 */
record EntitySpec(String name, String key, FeastType type, About about) {
  EntitySpec {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(about, "about");
  }

  /** The join key as a column of a view. */
  FieldSpec column() {
    return new FieldSpec(key, type, "", Map.of());
  }

  ProtoWriter message(String project) {
    ProtoWriter spec =
        new ProtoWriter()
            .text(1, name)
            .number(2, type.number())
            .text(3, about.description().orElse(""))
            .text(4, key)
            .map(8, about.tags())
            .text(9, project)
            .text(10, about.owner().orElse(""));
    return new ProtoWriter().message(1, spec).message(2, about.meta());
  }
}
