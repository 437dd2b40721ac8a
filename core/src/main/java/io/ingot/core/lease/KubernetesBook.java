package io.ingot.core.lease;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.batch.Json;
import io.ingot.core.project.LeaseTerms;
import io.ingot.core.project.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Claims as {@code coordination.k8s.io/v1} objects, one a table, for lakes whose store cannot make
 * a file at most once. The API server refuses a change of an object that was changed meanwhile. The
 * whole claim is in an annotation; the object's own fields are for those who look at it by kubectl.
 */
final class KubernetesBook implements LeaseBook {
  private static final String CLAIM = "ingot.io/claim";
  private static final String LAKE = "ingot.io/lake";
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final KubernetesApi api;
  private final String name;
  private final String lake;
  private final Duration duration;

  KubernetesBook(KubernetesApi api, String lake, TableName table, Duration duration) {
    this.api = api;
    this.name = name(lake, table);
    this.lake = lake;
    this.duration = duration;
  }

  /** The books of a lake, in the cluster that this process is a pod of. */
  static Function<TableName, LeaseBook> inCluster(LeaseTerms terms, String lake) {
    KubernetesApi api = KubernetesApi.inCluster(terms.namespace());
    return table -> new KubernetesBook(api, lake, table, terms.duration());
  }

  /** Several lakes may share a namespace, and table names have characters that objects' lack. */
  private static String name(String lake, TableName table) {
    UUID unique = UUID.nameUUIDFromBytes((lake + "\n" + table).getBytes(StandardCharsets.UTF_8));
    String readable = table.toString().replaceAll("[^a-z0-9]+", "-").replaceAll("-$", "");
    return "ingot-" + readable + "-" + unique.toString().substring(0, 13);
  }

  @Override
  public Optional<Entry> latest() {
    KubernetesApi.Answer answer = api.read(name);
    return answer.status() == 404 ? Optional.empty() : Optional.of(entry(answer));
  }

  @Override
  public Optional<Entry> write(Optional<Entry> seen, Claim next) {
    String object = object(seen.map(Entry::place), next);
    KubernetesApi.Answer answer = seen.isPresent() ? api.replace(name, object) : api.create(object);
    // One that is not there to be made is no race: the namespace is wrong.
    boolean outrun = answer.status() == 409 || (answer.status() == 404 && seen.isPresent());
    return outrun ? Optional.empty() : Optional.of(entry(answer));
  }

  private Entry entry(KubernetesApi.Answer answer) {
    if (answer.status() / 100 != 2) {
      throw new UncheckedIOException(
          new IOException(
              "The Kubernetes API server answered "
                  + answer.status()
                  + " for the Lease "
                  + name
                  + ". The pod's service account needs get, create and update on leases of"
                  + " coordination.k8s.io."));
    }
    JsonNode metadata = Json.read(answer.body(), JsonNode.class).path("metadata");
    String claim = metadata.path("annotations").path(CLAIM).asText();
    if (claim.isEmpty()) {
      throw new IllegalStateException(
          "The Lease " + name + " was not written by Ingot. Delete it, or use another namespace.");
    }
    return new Entry(metadata.path("resourceVersion").asText(), Json.read(claim, Claim.class));
  }

  private String object(Optional<String> version, Claim claim) {
    boolean held = claim.state() == Claim.State.HELD;
    Map<String, Object> metadata = new HashMap<>();
    metadata.put("name", name);
    version.ifPresent(seen -> metadata.put("resourceVersion", seen));
    metadata.put("annotations", Map.of(CLAIM, Json.write(claim), LAKE, lake));
    Instant renewed = held ? claim.expires().minus(duration) : claim.expires();
    return Json.write(
        Map.of(
            "apiVersion",
            "coordination.k8s.io/v1",
            "kind",
            "Lease",
            "metadata",
            metadata,
            "spec",
            Map.of(
                "holderIdentity",
                held ? claim.holder().run() : "",
                "leaseDurationSeconds",
                Math.max(1, duration.toSeconds()),
                "acquireTime",
                MICROS.format(claim.acquired()),
                "renewTime",
                MICROS.format(renewed))));
  }
}
