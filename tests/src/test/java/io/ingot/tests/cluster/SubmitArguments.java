package io.ingot.tests.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The arguments with which kubeflow's Spark operator 2.5.2 calls {@code spark-submit} for an
 * application that {@link OperatorRules#complete} made complete, in the operator's order ({@code
 * buildSparkSubmitArgs}). Of equal settings Spark takes the last.
 */
final class SubmitArguments {
  private static final String OPERATOR = "sparkoperator.k8s.io/";

  /** Fields of both kinds of pod, each with the setting that it becomes; %s is the role. */
  private static final Map<String, String> SIZES =
      Map.of(
          "cores", "spark.%s.cores",
          "coreRequest", "spark.kubernetes.%s.request.cores",
          "coreLimit", "spark.kubernetes.%s.limit.cores",
          "memory", "spark.%s.memory",
          "memoryOverhead", "spark.%s.memoryOverhead",
          "serviceAccount", "spark.kubernetes.authenticate.%s.serviceAccountName");

  private static final List<String> SIZE_ORDER =
      List.of("cores", "coreRequest", "coreLimit", "memory", "memoryOverhead", "serviceAccount");

  private static final Map<String, String> DEPENDENCIES =
      Map.of(
          "jars", "--jars",
          "packages", "--packages",
          "excludePackages", "--exclude-packages",
          "repositories", "--repositories",
          "pyFiles", "--py-files",
          "files", "--files",
          "archives", "--archives");

  private static final List<String> DEPENDENCY_ORDER =
      List.of(
          "jars", "packages", "excludePackages", "repositories", "pyFiles", "files", "archives");

  private final Manifest application;
  private final ObjectNode spec;
  private final Submission submission;
  private final List<String> arguments = new ArrayList<>();

  private SubmitArguments(Manifest application, Submission submission) {
    this.application = application;
    this.spec = application.application();
    this.submission = submission;
  }

  /**
   * What the operator knows beside the application.
   *
   * @param master such as {@code k8s://https://10.0.0.1:443}
   * @param id of the submission, a label of its pods
   * @param templates folder of the files that {@link PodTemplates} writes
   */
  record Submission(String master, String id, String templates) {}

  static List<String> of(Manifest application, Submission submission) {
    return new SubmitArguments(application, submission).build();
  }

  private List<String> build() {
    add("--master", submission.master());
    add("--deploy-mode", spec.get("mode").asText());
    option("--class", spec.path("mainClass"));
    add("--name", application.name());
    dependencies();
    conf("spark.kubernetes.namespace", application.namespace().orElse("default"));
    image();
    settingOf("pythonVersion", "spark.kubernetes.pyspark.pythonVersion");
    settingOf("memoryOverheadFactor", "spark.kubernetes.memoryOverheadFactor");
    conf("spark.kubernetes.submission.waitAppCompletion", "false");
    each(
        spec.path("sparkConf"),
        (key, value) -> {
          if (!key.equals("spark.kubernetes.driver.pod.name")) {
            conf(key, value);
          }
        });
    each(spec.path("hadoopConf"), (key, value) -> conf("spark.hadoop." + key, value));
    podTemplate("driver");
    conf("spark.kubernetes.driver.pod.name", driverPodName(application));
    pod("driver");
    each(
        spec.at("/driver/envVars"),
        (key, value) -> conf("spark.kubernetes.driverEnv." + key, value));
    secrets("driver", "spark.kubernetes.driverEnv.");
    volumes("driver");
    podTemplate("executor");
    pod("executor");
    each(spec.at("/executor/envVars"), (key, value) -> conf("spark.executorEnv." + key, value));
    secrets("executor", "spark.executorEnv.");
    volumes("executor");
    each(
        spec.path("nodeSelector"),
        (key, value) -> conf("spark.kubernetes.node.selector." + key, value));
    dynamicAllocation();
    option("--proxy-user", spec.path("proxyUser"));
    arguments.add(spec.get("mainApplicationFile").asText());
    spec.path("arguments").forEach(argument -> arguments.add(argument.asText()));
    return List.copyOf(arguments);
  }

  /** Its own field, else a setting, else the application's name with -driver. */
  static String driverPodName(Manifest application) {
    ObjectNode spec = application.application();
    String own = spec.at("/driver/podName").asText();
    String set = spec.path("sparkConf").path("spark.kubernetes.driver.pod.name").asText();
    return !own.isEmpty() ? own : !set.isEmpty() ? set : application.name() + "-driver";
  }

  private void dependencies() {
    for (String kind : DEPENDENCY_ORDER) {
      List<String> values = new ArrayList<>();
      spec.at("/deps").path(kind).forEach(value -> values.add(value.asText()));
      if (!values.isEmpty()) {
        add(DEPENDENCIES.get(kind), String.join(",", values));
      }
    }
  }

  private void image() {
    settingOf("image", "spark.kubernetes.container.image");
    settingOf("imagePullPolicy", "spark.kubernetes.container.image.pullPolicy");
    List<String> secrets = new ArrayList<>();
    spec.path("imagePullSecrets").forEach(secret -> secrets.add(secret.asText()));
    if (!secrets.isEmpty()) {
      conf("spark.kubernetes.container.image.pullSecrets", String.join(",", secrets));
    }
  }

  private void podTemplate(String role) {
    String prefix = "spark.kubernetes." + role + ".podTemplate";
    conf(prefix + "File", submission.templates() + "/" + role + "-pod-template.yaml");
    conf(prefix + "ContainerName", "spark-kubernetes-" + role);
  }

  private void pod(String role) {
    JsonNode pod = spec.path(role);
    String label = "spark.kubernetes." + role + ".label.";
    conf(label + OPERATOR + "app-name", application.name());
    conf(label + OPERATOR + "launched-by-spark-operator", "true");
    if (!pod.has("template")) {
      conf(label + OPERATOR + "mutated-by-spark-operator", "true");
    }
    conf(label + OPERATOR + "submission-id", submission.id());
    boolean driver = role.equals("driver");
    if (!driver) {
      setting(pod.path("instances"), "spark.executor.instances");
    }
    JsonNode image = pod.path("image").asText().isEmpty() ? spec.path("image") : pod.path("image");
    setting(image, "spark.kubernetes." + role + ".container.image");
    for (String field : SIZE_ORDER) {
      setting(pod.path(field), SIZES.get(field).formatted(role));
    }
    if (driver) {
      setting(pod.path("javaOptions"), "spark.driver.extraJavaOptions");
      setting(pod.path("kubernetesMaster"), "spark.kubernetes.driver.master");
    } else {
      setting(pod.path("deleteOnTermination"), "spark.kubernetes.executor.deleteOnTermination");
    }
    each(
        application.at("/metadata/labels"),
        (key, value) -> {
          if (!key.startsWith("kueue.x-k8s.io/")) {
            conf(label + key, value);
          }
        });
    each(pod.path("labels"), (key, value) -> conf(label + key, value));
    String prefix = "spark.kubernetes." + role + ".";
    each(pod.path("annotations"), (key, value) -> conf(prefix + "annotation." + key, value));
    if (driver) {
      each(pod.path("serviceLabels"), (key, value) -> conf(prefix + "service.label." + key, value));
      each(
          pod.path("serviceAnnotations"),
          (key, value) -> conf(prefix + "service.annotation." + key, value));
    }
    pod.path("envSecretKeyRefs")
        .fields()
        .forEachRemaining(
            reference ->
                conf(
                    prefix + "secretKeyRef." + reference.getKey(),
                    reference.getValue().get("name").asText()
                        + ":"
                        + reference.getValue().get("key").asText()));
    if (!driver) {
      setting(pod.path("javaOptions"), "spark.executor.extraJavaOptions");
    }
  }

  private void secrets(String role, String environment) {
    for (JsonNode secret : spec.path(role).path("secrets")) {
      String path = secret.get("path").asText();
      conf("spark.kubernetes." + role + ".secrets." + secret.get("name").asText(), path);
      switch (secret.path("secretType").asText()) {
        case "GCPServiceAccount" ->
            conf(environment + "GOOGLE_APPLICATION_CREDENTIALS", path + "/key.json");
        case "HadoopDelegationToken" ->
            conf(environment + "HADOOP_TOKEN_FILE_LOCATION", path + "/hadoop.token");
        default -> {}
      }
    }
  }

  private void volumes(String role) {
    for (JsonNode mount : spec.path(role).path("volumeMounts")) {
      String name = mount.get("name").asText();
      if (LocalVolume.isLocal(name)) {
        LocalVolume.of(spec.path("volumes"), name)
            .settings(role, mount)
            .forEach(setting -> conf(setting.getKey(), setting.getValue()));
      }
    }
  }

  private void dynamicAllocation() {
    JsonNode block = spec.path("dynamicAllocation");
    if (!block.path("enabled").asBoolean()) {
      return;
    }
    String prefix = "spark.dynamicAllocation.";
    conf(prefix + "enabled", "true");
    for (String number : List.of("initialExecutors", "minExecutors", "maxExecutors")) {
      setting(block.path(number), prefix + number);
    }
    conf(
        prefix + "shuffleTracking.enabled",
        String.valueOf(block.path("shuffleTrackingEnabled").asBoolean(true)));
    setting(block.path("shuffleTrackingTimeout"), prefix + "shuffleTracking.timeout");
  }

  private void settingOf(String field, String key) {
    setting(spec.path(field), key);
  }

  private void setting(JsonNode value, String key) {
    if (!value.isMissingNode() && !value.isNull() && !value.asText().isEmpty()) {
      conf(key, value.asText());
    }
  }

  private void option(String name, JsonNode value) {
    if (!value.asText().isEmpty()) {
      add(name, value.asText());
    }
  }

  private void conf(String key, String value) {
    add("--conf", key + "=" + value);
  }

  private void add(String name, String value) {
    arguments.add(name);
    arguments.add(value);
  }

  private static void each(JsonNode texts, BiConsumer<String, String> take) {
    texts.fields().forEachRemaining(text -> take.accept(text.getKey(), text.getValue().asText()));
  }
}
