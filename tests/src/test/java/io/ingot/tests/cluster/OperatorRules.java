package io.ingot.tests.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What kubeflow's Spark operator 2.5.2 does with an application before it submits it: refuses it,
 * fills in what it does not say, and makes a run of a schedule.
 */
final class OperatorRules {
  /** The longest name of a service, which a run has one of. */
  static final int NAME_LENGTH = 63;

  private static final String DNS_1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";

  /** The operator's own to say, since 2.5.2. */
  private static final Set<String> DENIED =
      Set.of(
          "spark.master",
          "spark.kubernetes.driver.master",
          "spark.kubernetes.container.image",
          "spark.kubernetes.driver.container.image",
          "spark.kubernetes.executor.container.image",
          "spark.kubernetes.authenticate.driver.serviceAccountName",
          "spark.kubernetes.authenticate.executor.serviceAccountName",
          "spark.kubernetes.authenticate.oauthToken",
          "spark.kubernetes.authenticate.oauthTokenFile",
          "spark.kubernetes.authenticate.driver.oauthToken",
          "spark.kubernetes.authenticate.driver.oauthTokenFile",
          "spark.kubernetes.authenticate.executor.oauthToken",
          "spark.kubernetes.authenticate.executor.oauthTokenFile");

  private static final ObjectMapper JSON = new ObjectMapper();

  private OperatorRules() {}

  /** Why the validating webhook refuses an application; empty where it does not. */
  static List<String> refusals(Manifest manifest) {
    List<String> refusals = new ArrayList<>();
    String name = manifest.name();
    if (!name.matches(DNS_1035) || name.length() > NAME_LENGTH) {
      refusals.add("metadata.name '" + name + "' is not a DNS-1035 label");
    }
    ObjectNode spec = manifest.application();
    if (spec.has("nodeSelector")
        && (spec.at("/driver").has("nodeSelector") || spec.at("/executor").has("nodeSelector"))) {
      refusals.add("nodeSelector stands both above and in driver or executor");
    }
    spec.path("sparkConf")
        .fields()
        .forEachRemaining(
            setting -> {
              if (DENIED.contains(setting.getKey())) {
                refusals.add("sparkConf " + setting.getKey() + " is the operator's to say");
              }
            });
    JsonNode namespace = spec.path("sparkConf").path("spark.kubernetes.namespace");
    if (!namespace.isMissingNode()
        && !namespace.asText().equals(manifest.namespace().orElse("default"))) {
      refusals.add("sparkConf spark.kubernetes.namespace is not the application's");
    }
    return refusals;
  }

  /** An application with what the mutating webhook fills in. */
  static Manifest complete(Manifest application) {
    Manifest complete = application.copy();
    ObjectNode spec = complete.application();
    JsonNode conf = spec.path("sparkConf");
    fill(spec, "type", "Scala");
    fill(spec, "mode", "cluster");
    ObjectNode restart = spec.withObject("/restartPolicy");
    fill(restart, "type", "Never");
    if (!restart.get("type").asText().equals("Never")) {
      fill(restart, "onFailureRetryInterval", 5);
      fill(restart, "onSubmissionFailureRetryInterval", 5);
    }
    for (String role : List.of("driver", "executor")) {
      ObjectNode pod = spec.withObject("/" + role);
      if (!conf.has("spark." + role + ".cores")) {
        fill(pod, "cores", 1);
      }
      if (!conf.has("spark." + role + ".memory")) {
        fill(pod, "memory", "1g");
      }
    }
    boolean dynamic = isDynamic(spec);
    if (!dynamic && conf.path("spark.executor.instances").asText().isEmpty()) {
      fill(spec.withObject("/executor"), "instances", 1);
    }
    if (dynamic && spec.has("dynamicAllocation")) {
      fill(spec.withObject("/dynamicAllocation"), "shuffleTrackingEnabled", true);
    }
    return complete;
  }

  /** Of the settings the operator looks at one that Spark does not know, in lower case. */
  private static boolean isDynamic(ObjectNode spec) {
    return spec.has("dynamicAllocation")
        ? spec.at("/dynamicAllocation/enabled").asBoolean()
        : spec.path("sparkConf").path("spark.dynamicallocation.enabled").asBoolean();
  }

  private static void fill(ObjectNode node, String field, Object value) {
    if (!node.hasNonNull(field)) {
      node.set(field, JSON.valueToTree(value));
    }
  }

  /** The run that a schedule starts at a time, named to the nanosecond as the operator does. */
  static Manifest run(Manifest scheduled, Instant at) {
    ObjectNode run = scheduled.content().objectNode();
    run.put("apiVersion", scheduled.apiVersion()).put("kind", "SparkApplication");
    ObjectNode metadata = run.putObject("metadata");
    long nanos = at.getEpochSecond() * 1_000_000_000L + at.getNano();
    metadata.put("name", scheduled.name() + "-" + nanos);
    scheduled.namespace().ifPresent(namespace -> metadata.put("namespace", namespace));
    ObjectNode labels = metadata.putObject("labels");
    labels.put("sparkoperator.k8s.io/scheduled-app-name", scheduled.name());
    scheduled
        .at("/metadata/labels")
        .fields()
        .forEachRemaining(label -> labels.set(label.getKey(), label.getValue()));
    run.set("spec", scheduled.application().deepCopy());
    return new Manifest(scheduled.source(), run);
  }
}
