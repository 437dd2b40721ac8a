package io.ingot.features.feast;

import io.ingot.features.wire.ProtoWriter;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A column as Feast knows it, {@code feast.core.FeatureSpecV2}.
 *
 * @param description in words; of no text where there are none
 */
record FieldSpec(String name, FeastType type, String description, Map<String, String> tags) {
  FieldSpec {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(description, "description");
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
  }

  ProtoWriter message() {
    return new ProtoWriter()
        .text(1, name)
        .number(2, type.number())
        .map(3, tags)
        .text(4, description);
  }
}
