package io.ingot.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What stands beside the jobs of a cluster, as it is written; .ci/interop-k8s renders it. */
class PlatformFilesTest {
  private static final Path HOME = Path.of(System.getProperty("ingot.home"));
  private static final Path MONITORING = HOME.resolve("spark-operator/monitoring");
  private static final Path PLATFORM = HOME.resolve("spark-operator/platform");
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource({
    "platform/monitoring/pipelines.yaml, monitoring/alerts.yml",
    "platform/monitoring/operator.yaml, platform/monitoring/operator-alerts.yml"
  })
  void theRulesOfTheClusterAreThoseThatAreTested(String rule, String tested) {
    Path folder = HOME.resolve("spark-operator");
    JsonNode groups = one(folder.resolve(rule), "PrometheusRule").at("/spec/groups");

    assertThat(groups).isNotEmpty();
    assertThat(groups)
        .as("the head of %s says how it is made anew", rule)
        .isEqualTo(documents(folder.resolve(tested)).get(0).get("groups"));
  }

  @Test
  void everyDashboardIsHandedToGrafanaAsItIs() throws IOException {
    JsonNode generator =
        documents(MONITORING.resolve("kustomization.yaml")).get(0).at("/configMapGenerator/0");
    List<String> dashboards;
    try (Stream<Path> files = Files.list(MONITORING.resolve("grafana"))) {
      dashboards = files.map(file -> "grafana/" + file.getFileName()).sorted().toList();
    }

    assertThat(texts(generator.get("files"))).isEqualTo(dashboards);
    assertThat(generator.at("/options/labels/grafana_dashboard").asText()).isEqualTo("1");
  }

  @Test
  void everyAlertAboutTheOperatorIsExplainedAndHasCasesThatFireAndThatKeepQuiet()
      throws IOException {
    String page = Files.readString(HOME.resolve("docs/cluster-platform.md"));
    Path folder = PLATFORM.resolve("monitoring");
    List<JsonNode> cases = new ArrayList<>();
    documents(folder.resolve("operator-alerts_test.yml"))
        .get(0)
        .get("tests")
        .forEach(test -> test.get("alert_rule_test").forEach(cases::add));

    for (JsonNode rule :
        documents(folder.resolve("operator-alerts.yml")).get(0).at("/groups/0/rules")) {
      String name = rule.get("alert").asText();
      assertThat(rule.at("/labels/severity").asText()).as(name).isIn("critical", "warning");
      assertThat(rule.at("/annotations/runbook_url").asText())
          .isEqualTo("docs/cluster-platform.md#" + name.toLowerCase(Locale.ROOT));
      assertThat(page).contains("\n### " + name + "\n");
      assertThat(cases)
          .as(name)
          .filteredOn(test -> test.get("alertname").asText().equals(name))
          .anyMatch(test -> !test.get("exp_alerts").isEmpty())
          .anyMatch(test -> test.get("exp_alerts").isEmpty());
    }
  }

  @Test
  void aDriverMayDoWhatSparkAndLeasesNeedInItsOwnNamespaceAndNothingElse() {
    Map<String, List<String>> allowed = new TreeMap<>();
    objects("Role")
        .flatMap(role -> stream(role.get("rules")))
        .forEach(
            rule ->
                texts(rule.get("resources"))
                    .forEach(
                        resource ->
                            allowed.put(
                                String.join(",", texts(rule.get("apiGroups"))) + "/" + resource,
                                texts(rule.get("verbs")))));

    assertThat(allowed)
        .isEqualTo(
            Map.of(
                "/pods", List.of("get", "list", "watch", "create", "delete", "deletecollection"),
                "/configmaps", List.of("create", "deletecollection"),
                "/services", List.of("deletecollection"),
                "/persistentvolumeclaims", List.of("list", "deletecollection"),
                "coordination.k8s.io/leases", List.of("get", "create", "update")));
  }

  @Test
  void nothingReachesBeyondItsNamespace() {
    assertThat(all())
        .extracting(object -> object.get("kind").asText())
        .doesNotContain("ClusterRole", "ClusterRoleBinding", "ClusterSecretStore", "Secret");
    assertThat(objects("RoleBinding"))
        .allMatch(binding -> binding.at("/roleRef/kind").asText().equals("Role"));
  }

  @Test
  void whoNeedsNoTokenOfTheClusterGetsNone() {
    assertThat(objects("ServiceAccount").toList())
        .isNotEmpty()
        .allMatch(account -> account.path("automountServiceAccountToken").equals(no()));
    assertThat(objects("Deployment").toList())
        .isNotEmpty()
        .allMatch(made -> pod(made).path("automountServiceAccountToken").equals(no()));
  }

  @Test
  void everyContainerIsNobodyInParticularAndCanChangeNothingOfItsImage() {
    for (JsonNode deployment : objects("Deployment").toList()) {
      JsonNode pod = pod(deployment);
      assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
      assertThat(pod.at("/securityContext/runAsUser").asInt()).isPositive();
      assertThat(pod.at("/securityContext/seccompProfile/type").asText())
          .isEqualTo("RuntimeDefault");
      for (JsonNode container : pod.get("containers")) {
        JsonNode held = container.get("securityContext");
        assertThat(held.get("allowPrivilegeEscalation")).isEqualTo(no());
        assertThat(held.get("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(texts(held.at("/capabilities/drop"))).containsExactly("ALL");
        assertThat(container.get("image").asText()).contains(":").doesNotEndWith(":latest");
      }
    }
  }

  @Test
  void everyContainerHasItsShareAndIsAskedWhetherItIsWell() {
    for (JsonNode deployment : objects("Deployment").toList()) {
      for (JsonNode container : pod(deployment).get("containers")) {
        assertThat(container.at("/resources/requests").fieldNames())
            .toIterable()
            .contains("cpu", "memory");
        assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
        List<String> ports =
            stream(container.get("ports")).map(port -> port.get("name").asText()).toList();
        assertThat(ports).isNotEmpty();
        for (String probe : List.of("readinessProbe", "livenessProbe")) {
          assertThat(ports).contains(container.at("/" + probe + "/httpGet/port").asText());
        }
      }
    }
  }

  @Test
  void whatIsNotLetThroughIsDenied() {
    assertThat(
            objects("NetworkPolicy")
                .map(policy -> policy.get("spec"))
                .filter(spec -> spec.get("podSelector").isEmpty())
                .filter(spec -> !spec.has("ingress") && !spec.has("egress"))
                .map(spec -> texts(spec.get("policyTypes"))))
        .containsExactly(List.of("Ingress", "Egress"));
  }

  /** Whoever asks it is given the login of the node. */
  @Test
  void noPolicyLetsAPodAskTheMachineForItsRole() {
    List<JsonNode> everywhere =
        objects("NetworkPolicy")
            .flatMap(policy -> policy.findValues("ipBlock").stream())
            .filter(block -> block.get("cidr").asText().equals("0.0.0.0/0"))
            .toList();
    assertThat(everywhere)
        .isNotEmpty()
        .allMatch(block -> texts(block.get("except")).contains("169.254.0.0/16"));
  }

  @Test
  void theHistoryServerCleansUpAndItsHeapHoldsWhatItKeepsInMemory() throws IOException {
    Map<String, String> conf = new TreeMap<>();
    Files.readAllLines(PLATFORM.resolve("history-server/spark-defaults.conf")).stream()
        .filter(line -> line.startsWith("spark."))
        .map(line -> line.split("\\s+", 2))
        .forEach(line -> conf.put(line[0], line[1]));
    JsonNode container =
        pod(one(PLATFORM.resolve("history-server/deployment.yaml"), "Deployment"))
            .at("/containers/0");
    String heap =
        stream(container.get("env"))
            .filter(variable -> variable.get("name").asText().equals("SPARK_DAEMON_MEMORY"))
            .findFirst()
            .orElseThrow()
            .get("value")
            .asText();

    assertThat(conf)
        .containsEntry("spark.history.fs.cleaner.enabled", "true")
        .containsEntry("spark.history.store.hybridStore.enabled", "true")
        .doesNotContainKey("spark.history.fs.logDirectory");
    assertThat(gigabytes(heap))
        .isGreaterThan(gigabytes(conf.get("spark.history.store.hybridStore.maxMemoryUsage")))
        .isLessThan(gigabytes(container.at("/resources/limits/memory").asText()));
    assertThat(gigabytes(conf.get("spark.history.store.maxDiskUsage")))
        .isLessThan(gigabytes(container.at("/resources/limits/ephemeral-storage").asText()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/lake/silver/user_events/_delta_log/00000000000000000012.json",
        "/lake/silver/user_events/_delta_log/00000000000000000010.checkpoint.parquet",
        "/lake/silver/user_events/_delta_log/_last_checkpoint",
        "/lake/_ingot/runs/20260301T020912345-3f2a.json"
      })
  void theCacheNeverKeepsWhatTellsOfCommits(String path) throws IOException {
    JsonNode filter = JSON.readTree(PLATFORM.resolve("alluxio/cache-filter.json").toFile());
    for (String what : List.of("data", "metadata")) {
      JsonNode rules = filter.get(what);
      assertThat(texts(rules.get("skipCache"))).anyMatch(path::matches);
      assertThat(texts(rules.get("immutable"))).noneMatch(path::matches);
      assertThat(rules.get("defaultType").asText()).isEqualTo("skipCache");
      assertThat(texts(rules.get("immutable")))
          .anyMatch("/lake/silver/user_events/part-00000-0a1b.c000.snappy.parquet"::matches);
    }
  }

  private static JsonNode pod(JsonNode deployment) {
    return deployment.at("/spec/template/spec");
  }

  private static JsonNode no() {
    return JSON.getNodeFactory().booleanNode(false);
  }

  private static int gigabytes(String text) {
    assertThat(text).matches("[0-9]+(g|Gi)");
    return Integer.parseInt(text.replaceAll("[^0-9]", ""));
  }

  private static Stream<JsonNode> objects(String kind) {
    return all().stream().filter(object -> object.get("kind").asText().equals(kind));
  }

  private static JsonNode one(Path file, String kind) {
    return documents(file).stream()
        .filter(object -> object.get("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  /** Every object below the folder, as written and not as rendered. */
  private static List<JsonNode> all() {
    try (Stream<Path> files = Files.walk(PLATFORM)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .flatMap(file -> documents(file).stream())
          .filter(object -> object.has("kind"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<JsonNode> documents(Path file) {
    try {
      List<JsonNode> documents = new ArrayList<>();
      new Yaml(new SafeConstructor(new LoaderOptions()))
          .loadAll(Files.readString(file))
          .forEach(document -> documents.add(JSON.valueToTree(document)));
      return documents;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private static List<String> texts(JsonNode list) {
    return stream(list).map(JsonNode::asText).toList();
  }
}
