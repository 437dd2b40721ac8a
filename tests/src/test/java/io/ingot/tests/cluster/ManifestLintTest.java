package io.ingot.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each trap is found where it is planted, and nothing where it is not. */
class ManifestLintTest {
  /** Traps that no manifest shows; {@link ManifestLint} says why. */
  private static final List<Integer> UNSEEN = List.of(2, 12);

  @Test
  void aManifestWithAllThatTheRulesAskForHasNoFault() {
    assertThat(ManifestLint.faults(ManifestSet.of(Examples.nightly()))).isEmpty();
  }

  @Test
  void everyTrapHasARuleOrAReasonForNone() {
    assertThat(
            Stream.concat(
                    ManifestLint.rules().stream().map(ManifestLint.Rule::trap), UNSEEN.stream())
                .sorted())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 17).boxed().toList());
  }

  @Test
  void everyRuleHasAFaultThatIsPlanted() {
    assertThat(Stream.concat(planted(), together()).map(each -> each.get()[0]).distinct().sorted())
        .containsExactlyElementsOf(
            ManifestLint.rules().stream().map(ManifestLint.Rule::trap).sorted().toList());
  }

  @ParameterizedTest(name = "trap {0}: {2}")
  @MethodSource("planted")
  void aPlantedFaultIsFound(int trap, Consumer<ObjectNode> plant, String message) {
    Manifest faulty = Examples.nightly();
    plant.accept(faulty.content());

    assertFound(trap, message, ManifestSet.of(faulty));
  }

  @ParameterizedTest(name = "trap {0}: {2}")
  @MethodSource("together")
  void aFaultOfSeveralObjectsIsFound(int trap, ManifestSet set, String message) {
    assertFound(trap, message, set);
  }

  private static void assertFound(int trap, String message, ManifestSet set) {
    List<ManifestLint.Fault> faults = ManifestLint.faults(set);
    assertThat(faults)
        .as("only this")
        .isNotEmpty()
        .allSatisfy(fault -> assertThat(fault.trap()).isEqualTo(trap))
        .anySatisfy(fault -> assertThat(fault.message()).contains(message));
  }

  static Stream<Arguments> planted() {
    return Stream.of(
        plant(1, "/spec", spec -> spec.remove("concurrencyPolicy"), "only the first run"),
        plant(1, "/spec", spec -> spec.put("concurrencyPolicy", "forbid"), "only the first run"),
        plant(3, "", ManifestLintTest::unschedule, "applied with a change"),
        job(4, "/restartPolicy", it -> it.remove("onFailureRetries"), "never retries"),
        job(4, "/restartPolicy", it -> it.put("type", "Always"), "that succeeded"),
        job(5, "/sparkConf", conf("spark.dynamicAllocation.enabled", "true"), "use the block"),
        job(5, "/sparkConf", conf("spark.dynamicAllocation.maxExecutors", "9"), "use the block"),
        job(5, "/sparkConf", conf("spark.shuffle.service.enabled", "true"), "wants a service"),
        job(5, "/dynamicAllocation", it -> it.put("shuffleTrackingEnabled", false), "shuffles"),
        job(5, "/executor", it -> it.put("instances", 2), "twice"),
        plant(6, "/metadata", it -> it.put("name", "n".repeat(44)), "allow 43"),
        plant(6, "", ManifestLintTest::measuredWithALongName, "allow 29"),
        job(7, "/executor", it -> it.remove("serviceAccount"), "executor.serviceAccount"),
        job(7, "/driver", it -> it.remove("serviceAccount"), "driver.serviceAccount"),
        job(9, "/driver", template("spark", "command"), "no container spark-kubernetes-driver"),
        job(9, "/executor", template("spark-kubernetes-executor", "comand"), "comand"),
        job(9, "/driver", ManifestLintTest::podWithContainersRights, "allowPrivilegeEscalation"),
        job(10, "", it -> it.put("sparkVersion", "3.5"), "/sparkVersion"),
        job(10, "/executor", it -> it.put("memory", "4Gi"), "/executor/memory"),
        job(10, "/driver", it -> it.put("memoryOverhead", "0.5g"), "/driver/memoryOverhead"),
        job(10, "/driver", it -> it.put("cores", 0.5), "/driver/cores"),
        job(10, "/driver", it -> it.put("coreLimit", 2), "/driver/coreLimit"),
        job(10, "/sparkConf", it -> it.put("spark.sql.shuffle.partitions", 8), "quote it"),
        job(13, "/driver/securityContext", it -> it.remove("runAsUser"), "runAsUser"),
        job(13, "/executor", ManifestLintTest::podWithoutUser, "runAsUser"),
        job(14, "/sparkConf", conf("spark.hadoop.fs.s3a.secret.key", "x"), "for all to read"),
        job(14, "", it -> it.putObject("hadoopConf").put("fs.s3a.access.key", "x"), "for all"),
        job(14, "/driver", env("REDIS_PASSWORD"), "use valueFrom"),
        job(14, "/sparkConf", conf("spark.a.url", "redis://u:p@host"), "a login or a key"),
        job(15, "", it -> it.put("batchScheduler", "volcano"), "batchSchedulerOptions"),
        job(16, "", it -> it.remove("timeToLiveSeconds"), "for ever"),
        job(17, "/driver", it -> it.remove("annotations"), "driver lets a service mesh in"),
        job(17, "/executor", it -> it.remove("annotations"), "executor lets a service mesh in"));
  }

  static Stream<Arguments> together() {
    Manifest job = Examples.nightly();
    Manifest withConf = Examples.nightly();
    withConf.application().put("sparkConfigMap", "sales-conf");
    return Stream.of(
        Arguments.of(
            8,
            ManifestSet.of(
                withConf,
                Manifests.one(
                    """
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: sales-conf}
                    data: {spark-defaults.conf: spark.sql.ansi.enabled true}
                    """)),
            "never read"),
        Arguments.of(11, with(job, "webhook: {enable: false}"), "without the webhook"),
        Arguments.of(11, with(job, "webhook: {failurePolicy: Ignore}"), "passed over"),
        Arguments.of(11, with(job, "spark: {jobNamespaces: [default]}"), "leaves out sales-prod"),
        Arguments.of(
            13,
            ManifestSet.of(
                Manifests.one(
                    """
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: {name: history}
                    spec:
                      template:
                        spec:
                          securityContext: {runAsNonRoot: true}
                          containers: [{name: history, image: registry.example.com/history}]
                    """)),
            "runAsUser"),
        Arguments.of(
            14,
            ManifestSet.of(
                Manifests.one(
                    """
                    apiVersion: v1
                    kind: Secret
                    metadata: {name: sales}
                    stringData: {REDIS_PASSWORD: canary}
                    """)),
            "where secrets are kept"));
  }

  private static ManifestSet with(Manifest job, String values) {
    String namespaces = values.contains("spark:") ? "" : "\nspark: {jobNamespaces: [sales-prod]}";
    return new ManifestSet(List.of(job), Manifests.documents("values", values + namespaces));
  }

  private static Arguments job(int trap, String path, Consumer<ObjectNode> change, String message) {
    return plant(trap, "/spec/template" + path, change, message);
  }

  private static Arguments plant(
      int trap, String path, Consumer<ObjectNode> change, String message) {
    Consumer<ObjectNode> plant = content -> change.accept((ObjectNode) content.at(path));
    return Arguments.of(trap, plant, message);
  }

  private static Consumer<ObjectNode> conf(String key, String value) {
    return conf -> conf.put(key, value);
  }

  private static Consumer<ObjectNode> env(String name) {
    return pod -> pod.putArray("env").addObject().put("name", name).put("value", "x");
  }

  private static Consumer<ObjectNode> template(String container, String field) {
    return pod ->
        pod.putObject("template")
            .putObject("spec")
            .putArray("containers")
            .addObject()
            .put("name", container)
            .putArray(field);
  }

  private static void podWithContainersRights(ObjectNode driver) {
    template("spark-kubernetes-driver", "args").accept(driver);
    ((ObjectNode) driver.at("/template/spec"))
        .putObject("securityContext")
        .put("allowPrivilegeEscalation", false);
  }

  private static void podWithoutUser(ObjectNode executor) {
    executor.remove("securityContext");
    executor.putObject("podSecurityContext").put("runAsNonRoot", true);
  }

  private static void unschedule(ObjectNode content) {
    JsonNode application = content.at("/spec/template");
    content.put("kind", "SparkApplication").set("spec", application);
  }

  private static void measuredWithALongName(ObjectNode content) {
    ((ObjectNode) content.get("metadata")).put("name", "n".repeat(30));
    ((ObjectNode) content.at("/spec/template")).putObject("monitoring").putObject("prometheus");
  }
}
