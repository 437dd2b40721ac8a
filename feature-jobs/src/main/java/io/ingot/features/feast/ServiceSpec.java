package io.ingot.features.feast;

import io.ingot.features.view.ViewTable;
import io.ingot.features.wire.ProtoWriter;
import java.util.List;
import java.util.Objects;

/** A service as Feast knows it, {@code feast.core.FeatureService}. */
record ServiceSpec(String name, List<Taken> taken, About about) {
  ServiceSpec {
    Objects.requireNonNull(name, "name");
    taken = List.copyOf(taken);
    Objects.requireNonNull(about, "about");
  }

  ProtoWriter message(String project) {
    ProtoWriter spec = new ProtoWriter().text(1, name).text(2, project);
    taken.forEach(projection -> spec.message(3, projection.message(project)));
    spec.map(4, about.tags())
        .text(5, about.description().orElse(""))
        .text(6, about.owner().orElse(""));
    return new ProtoWriter().message(1, spec).message(2, about.meta());
  }

  /** What it takes of a view, {@code feast.core.FeatureViewProjection}. */
  record Taken(ViewSpec view, List<FieldSpec> features) {
    Taken {
      Objects.requireNonNull(view, "view");
      features = List.copyOf(features);
    }

    boolean isWhole() {
      return features.equals(view.features());
    }

    private ProtoWriter message(String project) {
      ProtoWriter projection = new ProtoWriter().text(1, view.name());
      features.forEach(field -> projection.message(2, field.message()));
      return projection
          .text(5, ViewTable.VALID_FROM)
          .text(7, ViewTable.KNOWN_TIME)
          .message(8, view.source().message(project))
          .text(11, "featureView");
    }
  }
}
