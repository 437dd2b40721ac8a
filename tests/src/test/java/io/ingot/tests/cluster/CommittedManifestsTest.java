package io.ingot.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All that is committed is valid, strictly, and keeps clear of the operator's traps. */
class CommittedManifestsTest {
  /** Kinds whose definitions belong to others: Alluxio, Prometheus, External Secrets, kustomize. */
  private static final Set<String> OF_OTHERS =
      Set.of(
          "AlluxioCluster",
          "Component",
          "CronWorkflow",
          "ExternalSecret",
          "Kustomization",
          "PodMonitor",
          "PrometheusRule",
          "SecretStore",
          "ServiceMonitor",
          "WorkflowTemplate");

  static Stream<Path> files() {
    return CommittedManifests.files();
  }

  private static Stream<Manifest> all() {
    return files().flatMap(file -> Manifests.read(file).stream());
  }

  @ParameterizedTest
  @MethodSource("files")
  void aFileHoldsWhatItsKindsHave(Path file) {
    for (Manifest manifest : Manifests.read(file)) {
      if (!manifest.isApplication() && !OF_OTHERS.contains(manifest.kind())) {
        assertThat(CoreKinds.fault(manifest)).as("%s", manifest).isEmpty();
      }
    }
  }

  @Test
  void theKindsThatNobodyLooksAtAreKnown() {
    assertThat(
            all()
                .filter(manifest -> !manifest.isApplication())
                .filter(manifest -> CoreKinds.kind(manifest).isEmpty())
                .map(Manifest::kind)
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(OF_OTHERS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "prod"})
  void anEnvironmentsApplicationsAreValidByTheOperatorsDefinitions(String environment) {
    Crds crds = Crds.orSkip();
    assertThat(both(environment).filter(Manifest::isApplication))
        .isNotEmpty()
        .allSatisfy(each -> assertThat(crds.faults(each)).as("%s", each).isEmpty());
  }

  @Test
  void theBasesApplicationsAreValidByTheOperatorsDefinitions() {
    Crds crds = Crds.orSkip();
    assertThat(all().filter(Manifest::isApplication))
        .isNotEmpty()
        .allSatisfy(each -> assertThat(crds.faults(each)).as("%s", each).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "prod"})
  void anEnvironmentKeepsClearOfAllTraps(String environment) {
    assertThat(
            ManifestLint.faults(
                new ManifestSet(both(environment).toList(), CommittedManifests.operator())))
        .isEmpty();
  }

  @Test
  void whatIsCommittedKeepsClearOfAllTraps() {
    assertThat(ManifestLint.faults(new ManifestSet(all().toList(), List.of()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "prod"})
  void theWebhookRefusesNothing(String environment) {
    assertThat(both(environment).filter(Manifest::isApplication))
        .allSatisfy(each -> assertThat(OperatorRules.refusals(each)).as("%s", each).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "prod"})
  void anOverlayRendersWhatTheProjectPrints(String environment) {
    assertThat(byName(CommittedManifests.overlay(environment)))
        .isEqualTo(byName(CommittedManifests.printed(environment)));
  }

  @Test
  void theOperatorReadsEverySchedule() {
    assertThat(
            CommittedManifests.printed("prod").stream()
                .filter(Manifest::isScheduled)
                .collect(Collectors.toMap(Manifest::name, job -> nextTwo(job))))
        .isEqualTo(
            Map.of(
                "events-daily", "2026-11-22T02:00Z 2026-11-23T02:00Z",
                "events-upkeep", "2026-11-22T05:00Z 2026-11-29T05:00Z",
                "events-quality", "2026-11-22T06:00Z 2026-11-22T12:00Z",
                "events-serving", "2026-11-22T00:15Z 2026-11-22T00:30Z"));
  }

  private static String nextTwo(Manifest job) {
    CronSchedule schedule =
        CronSchedule.of(job.at("/spec/schedule").asText(), job.at("/spec/timeZone").asText());
    ZonedDateTime first = schedule.next(ZonedDateTime.parse("2026-11-22T00:00Z")).orElseThrow();
    return first.toOffsetDateTime() + " " + schedule.next(first).orElseThrow().toOffsetDateTime();
  }

  private static Stream<Manifest> both(String environment) {
    return Stream.concat(
        CommittedManifests.overlay(environment).stream(),
        CommittedManifests.printed(environment).stream());
  }

  private static Map<String, JsonNode> byName(List<Manifest> manifests) {
    return manifests.stream()
        .collect(Collectors.toMap(each -> each.kind() + " " + each.name(), Manifest::content));
  }
}
