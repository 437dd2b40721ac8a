package io.ingot.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A driver of Spark's own asks an API server for what its role allows, and for nothing else. */
class DriverRightsTest {
  private static final String NAMESPACE = "events-prod";
  private static final String DRIVER = "daily-driver";
  private static final Path ROLE =
      Path.of(System.getProperty("ingot.home"), "spark-operator/platform/rbac/driver.yaml");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path work;

  @Test
  void aDriverUsesEveryRightThatItHasAndMissesNone() throws Exception {
    try (AskedServer server = new AskedServer();
        KubernetesClient cluster = server.client()) {
      var pods = cluster.pods().inNamespace(NAMESPACE);
      pods.resource(readyDriver()).create();
      Process process = start(server.address());
      try {
        until(process, () -> server.asked().contains("create pods"));
        loseAnExecutor(pods);
        until(process, () -> server.asked().contains("delete pods"));
        process.getOutputStream().close();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(log()).isZero();
      } finally {
        process.destroyForcibly();
      }

      assertThat(server.asked()).as(log()).isEqualTo(granted());
    }
  }

  private static Pod readyDriver() {
    return new PodBuilder()
        .withNewMetadata()
        .withName(DRIVER)
        .withNamespace(NAMESPACE)
        .endMetadata()
        .withNewStatus()
        .withPhase("Running")
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .endCondition()
        .endStatus()
        .build();
  }

  /** As a node does whose machine was taken away. */
  private static void loseAnExecutor(NonNamespaceOperation<Pod, PodList, PodResource> pods) {
    Pod executor = pods.withLabel("spark-role", "executor").list().getItems().get(0);
    Pod lost = new PodBuilder(executor).editOrNewStatus().withPhase("Failed").endStatus().build();
    pods.resource(lost).update();
  }

  private Process start(String server) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"));
    Map.of(
            "spark.master", "k8s://" + server,
            "spark.app.name", "daily",
            "spark.kubernetes.namespace", NAMESPACE,
            "spark.kubernetes.container.image", "registry.example.com/ingot-events:0.1.0",
            "spark.kubernetes.driver.pod.name", DRIVER,
            // No executor ever comes.
            "spark.scheduler.minRegisteredResourcesRatio", "0",
            "spark.kubernetes.executor.apiPollingInterval", "500ms",
            "spark.driver.host", "127.0.0.1",
            "spark.driver.bindAddress", "127.0.0.1",
            "spark.ui.enabled", "false")
        .forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), IdleDriver.class.getName()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("log").toFile());
    // Whoever runs this may have a cluster of their own.
    builder.environment().put("KUBECONFIG", work.resolve("none").toString());
    return builder.start();
  }

  private void until(Process process, BooleanSupplier happened) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!happened.getAsBoolean()) {
      assertThat(process.isAlive()).as(log()).isTrue();
      assertThat(System.nanoTime()).as(log()).isLessThan(end);
      Thread.sleep(50);
    }
  }

  private String log() throws IOException {
    return Files.readString(work.resolve("log"));
  }

  private static Set<String> granted() {
    Set<String> granted = new TreeSet<>();
    for (Manifest object : Manifests.read(ROLE)) {
      for (JsonNode rule : object.at("/rules")) {
        for (JsonNode resource : rule.get("resources")) {
          rule.get("verbs").forEach(verb -> granted.add(verb.asText() + " " + resource.asText()));
        }
      }
    }
    return granted;
  }
}
