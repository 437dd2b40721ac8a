package io.ingot.tests.cluster;

import static io.ingot.tests.cluster.ManifestLint.Rule.ofEach;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.ingot.tests.cluster.ManifestLint.Fault;
import io.ingot.tests.cluster.ManifestLint.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** As whom pods run, and what else is put into them. */
final class PodRules {
  private static final List<String> ROLES = List.of("driver", "executor");
  private static final String MESH = "sidecar.istio.io/inject";

  private PodRules() {}

  static List<Rule> all() {
    return List.of(
        ofEach(7, "service account of executors", PodRules::accounts),
        ofEach(9, "pod templates", PodRules::templates),
        new Rule(13, "numeric user", PodRules::users),
        ofEach(17, "service mesh", PodRules::mesh));
  }

  private static Stream<String> accounts(Manifest manifest) {
    return ROLES.stream()
        .filter(role -> manifest.application().path(role).path("serviceAccount").asText().isEmpty())
        .map(role -> role + ".serviceAccount is not said; it would run as default");
  }

  private static Stream<String> templates(Manifest manifest) {
    List<String> faults = new ArrayList<>();
    for (String role : ROLES) {
      JsonNode template = manifest.application().path(role).path("template");
      if (template.isObject()) {
        CoreKinds.fault(template, PodTemplateSpec.class)
            .ifPresent(fault -> faults.add(role + ".template: " + fault));
        String name = "spark-kubernetes-" + role;
        if (!template.at("/spec/containers").findValuesAsText("name").contains(name)) {
          faults.add(role + ".template has no container " + name);
        }
      }
    }
    return faults.stream();
  }

  /** The image names its user; that it is not root can be seen of a number only. */
  private static Stream<Fault> users(ManifestSet set) {
    return set.manifests().stream()
        .flatMap(
            manifest -> {
              List<String> faults = new ArrayList<>();
              users(faults, "", manifest.content(), false);
              return faults.stream().map(text -> new Fault(13, manifest.toString(), text));
            });
  }

  /** A container without a user of its own has the pod's. */
  private static void users(List<String> faults, String path, JsonNode node, boolean podHasUser) {
    boolean user =
        podHasUser
            || hasUser(node.path("podSecurityContext"))
            || (node.has("containers") && hasUser(node.path("securityContext")));
    for (String field : List.of("securityContext", "podSecurityContext")) {
      JsonNode context = node.path(field);
      boolean own = node.has("containers") || field.equals("podSecurityContext");
      if (context.path("runAsNonRoot").asBoolean()
          && !hasUser(context)
          && !(own ? containersHaveUsers(node) : user)) {
        faults.add(path + "/" + field + " says runAsNonRoot without a numeric runAsUser");
      }
    }
    node.fields()
        .forEachRemaining(
            field -> users(faults, path + "/" + field.getKey(), field.getValue(), user));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      users(faults, path + "/" + i, node.get(i), user);
    }
  }

  private static boolean containersHaveUsers(JsonNode pod) {
    if (!pod.has("containers")) {
      return hasUser(pod.path("securityContext"));
    }
    boolean all = true;
    for (JsonNode container : pod.get("containers")) {
      all &= hasUser(container.path("securityContext"));
    }
    return all;
  }

  private static boolean hasUser(JsonNode context) {
    return context.path("runAsUser").isInt() && context.path("runAsUser").asInt() > 0;
  }

  private static Stream<String> mesh(Manifest manifest) {
    return ROLES.stream()
        .filter(
            role ->
                Stream.of("annotations", "labels")
                    .map(kind -> manifest.application().path(role).path(kind).path(MESH).asText())
                    .noneMatch("false"::equals))
        .map(role -> role + " lets a service mesh in, whose sidecar never ends; say " + MESH);
  }
}
