package io.ingot.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.ingot.tests.testkit.IngotProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The nightly job of the sample of user events in production: printed by Ingot, made a run as the
 * operator does, submitted by Spark's own client and read back.
 */
class SubmissionTest {
  private static final String CANARY = "c4n4ry";

  @TempDir static Path folder;

  private static Manifest job;
  private static Arrived arrived;
  private static ExecutorPod executor;

  @BeforeAll
  static void submitAJobOfAProjectWhoseSecretsAreKnownHere() {
    job = printed("events-daily");
    arrived = SparkClient.submit(job, folder.resolve("templates"));
    executor = ExecutorPod.of(arrived, folder.resolve("executor"));
  }

  private static Manifest printed(String name) {
    Map<String, String> secrets =
        Map.of(
            "INGOT_EVENTS_SLACK", "https://hooks.example.com/" + CANARY,
            "INGOT_EVENTS_SMTP_USER", CANARY,
            "INGOT_EVENTS_SMTP_PASSWORD", CANARY,
            "AWS_SECRET_ACCESS_KEY", CANARY);
    String project = Manifests.home().resolve("conf/events").toString();
    try (IngotProcess ingot =
        IngotProcess.start(
            folder.resolve("k8s"),
            List.of(),
            secrets,
            "k8s",
            "--project",
            project,
            "--env",
            "prod")) {
      return Manifests.parse("prod", ingot.await().results()).stream()
          .filter(each -> each.name().equals(name))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void theDriverHasItsImageItsCommandAndItsAccount() {
    Container container = arrived.container();
    assertThat(container.getName()).isEqualTo("spark-kubernetes-driver");
    assertThat(container.getImage()).isEqualTo("registry.example.com/ingot-events:0.1.0");
    assertThat(container.getArgs())
        .containsExactly(
            "driver",
            "--properties-file",
            "/opt/spark/conf/spark.properties",
            "--class",
            "io.ingot.app.Main",
            "local:///opt/ingot/ingot.jar",
            "run",
            "--project",
            "/opt/ingot/project",
            "--env",
            "prod");
    assertThat(arrived.driver().getSpec().getServiceAccountName()).isEqualTo("ingot");
    assertThat(arrived.driver().getMetadata().getNamespace()).isEqualTo("events-prod");
    assertThat(arrived.driver().getSpec().getRestartPolicy()).isEqualTo("Never");
  }

  @Test
  void memoryIsHeapAndWhatIsBesideIt() {
    assertThat(Arrived.memory(arrived.container())).isEqualTo(8 * 1024 + 1024);
    assertThat(Arrived.memory(executor.container())).isEqualTo((16 + 4) * 1024);
    assertThat(cores(arrived.container())).isEqualTo("4");
    assertThat(cores(executor.container())).isEqualTo("4");
  }

  private static String cores(Container container) {
    return container.getResources().getRequests().get("cpu").toString();
  }

  @Test
  void podsCanBeFoundByTheirLabels() {
    assertThat(arrived.driver().getMetadata().getLabels())
        .containsEntry("app.kubernetes.io/name", "ingot")
        .containsEntry("app.kubernetes.io/component", "driver")
        .containsEntry("ingot.io/job", "daily")
        .containsEntry("spark-role", "driver")
        .containsEntry("sparkoperator.k8s.io/scheduled-app-name", "events-daily")
        .containsEntry("sparkoperator.k8s.io/launched-by-spark-operator", "true");
    assertThat(executor.pod().getMetadata().getLabels())
        .containsEntry("app.kubernetes.io/component", "executor")
        .containsEntry("ingot.io/job", "daily")
        .containsEntry("spark-role", "executor");
    assertThat(List.of(arrived.driver(), executor.pod()))
        .allSatisfy(
            pod ->
                assertThat(pod.getMetadata().getAnnotations())
                    .containsEntry("sidecar.istio.io/inject", "false"));
  }

  @Test
  void anExecutorHasTheAccountOfItsRoleAndNoTokenOfTheCluster() {
    assertThat(executor.pod().getSpec().getServiceAccountName()).isEqualTo("ingot");
    assertThat(executor.pod().getSpec().getAutomountServiceAccountToken()).isFalse();
    assertThat(executor.container().getName()).isEqualTo("spark-kubernetes-executor");
  }

  @Test
  void podsBelongToTheirApplication() {
    assertThat(List.of(arrived.driver(), executor.pod()))
        .allSatisfy(
            pod ->
                assertThat(pod.getMetadata().getOwnerReferences())
                    .extracting(OwnerReference::getKind)
                    .contains("SparkApplication"));
  }

  @Test
  void shufflesHaveADiskOfTheirOwn() {
    assertDisk(arrived.driver(), arrived.container());
    assertDisk(executor.pod(), executor.container());
  }

  private static void assertDisk(Pod pod, Container container) {
    assertThat(pod.getSpec().getVolumes())
        .filteredOn(volume -> volume.getName().equals("spark-local-dir-1"))
        .singleElement()
        .satisfies(
            volume ->
                assertThat(volume.getEmptyDir().getSizeLimit()).isEqualTo(new Quantity("100Gi")));
    assertThat(container.getVolumeMounts())
        .filteredOn(mount -> mount.getName().equals("spark-local-dir-1"))
        .singleElement()
        .satisfies(mount -> assertThat(mount.getMountPath()).isEqualTo("/var/data/spark-local-1"));
    assertThat(container.getEnv())
        .filteredOn(entry -> entry.getName().equals("SPARK_LOCAL_DIRS"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.getValue()).isEqualTo("/var/data/spark-local-1"));
  }

  @Test
  void executorsFindTheDriverByItsService() {
    assertThat(arrived.service().getSpec().getClusterIP()).isEqualTo("None");
    assertThat(arrived.service().getSpec().getPorts())
        .extracting(ServicePort::getName)
        .contains("driver-rpc-port", "blockmanager", "spark-ui");
    assertThat(arrived.settings().get("spark.driver.host"))
        .isEqualTo(arrived.service().getMetadata().getName() + ".events-prod.svc");
  }

  @Test
  void theDriverStartsWithTheSettingsOfTheJob() {
    assertThat(arrived.settings())
        .containsEntry("spark.dynamicAllocation.enabled", "true")
        .containsEntry("spark.dynamicAllocation.minExecutors", "5")
        .containsEntry("spark.dynamicAllocation.maxExecutors", "50")
        .containsEntry("spark.dynamicAllocation.shuffleTracking.enabled", "true")
        .containsEntry("spark.eventLog.dir", "s3a://events-prod/spark-events")
        .containsEntry("spark.decommission.enabled", "true")
        .doesNotContainKey("spark.executor.instances");
    job.application()
        .get("sparkConf")
        .fields()
        .forEachRemaining(
            setting ->
                assertThat(arrived.settings())
                    .containsEntry(setting.getKey(), setting.getValue().asText()));
  }

  @Test
  void noSecretArrives() {
    assertThat(job.content().toString()).doesNotContain(CANARY);
    assertThat(arrived.text()).doesNotContain(CANARY);
    assertThat(executor.container().toString()).doesNotContain(CANARY);
  }

  @Test
  void whatATemplateLimitsIsLimited() {
    Arrived templated = SparkClient.submit(Examples.templated(), folder.resolve("templated"));
    ExecutorPod worker = ExecutorPod.of(templated, folder.resolve("worker"));

    assertThat(List.of(templated.container(), worker.container()))
        .allSatisfy(
            container -> {
              assertThat(container.getSecurityContext().getRunAsUser()).isEqualTo(185);
              assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
              assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
              assertThat(container.getSecurityContext().getCapabilities().getDrop())
                  .containsExactly("ALL");
            });
  }
}
