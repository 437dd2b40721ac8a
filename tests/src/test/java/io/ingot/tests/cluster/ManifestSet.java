package io.ingot.tests.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * Manifests that go to a cluster together, with the values of the operator's chart.
 *
 * @param operator empty where the chart keeps its defaults
 */
record ManifestSet(List<Manifest> manifests, List<JsonNode> operator) {
  ManifestSet {
    manifests = List.copyOf(manifests);
    operator = List.copyOf(operator);
  }

  static ManifestSet of(Manifest... manifests) {
    return new ManifestSet(List.of(manifests), List.of());
  }

  Stream<Manifest> applications() {
    return manifests.stream().filter(Manifest::isApplication);
  }
}
