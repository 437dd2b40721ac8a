package io.ingot.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operator refuses, completes and starts an application. */
class OperatorRulesTest {
  @Test
  void theExampleIsAdmitted() {
    assertThat(OperatorRules.refusals(Examples.nightly())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/metadata, name, 1nightly",
    "/metadata, name, Nightly",
    "/spec/template/sparkConf, spark.master, yarn",
    "/spec/template/sparkConf, spark.kubernetes.container.image, i",
    "/spec/template/sparkConf, spark.kubernetes.authenticate.driver.serviceAccountName, s",
    "/spec/template/sparkConf, spark.kubernetes.namespace, another",
  })
  void whatTheWebhookRefusesIsSeen(String path, String key, String value) {
    Manifest manifest = Examples.nightly();
    ((ObjectNode) manifest.at(path)).put(key, value);

    assertThat(OperatorRules.refusals(manifest)).hasSize(1);
  }

  @Test
  void nodesAreChosenForAllPodsOrForEachKind() {
    Manifest manifest = Examples.nightly();
    manifest.application().putObject("nodeSelector").put("disk", "fast");
    assertThat(OperatorRules.refusals(manifest)).isEmpty();

    manifest.application().withObject("/executor").putObject("nodeSelector").put("disk", "fast");
    assertThat(OperatorRules.refusals(manifest)).hasSize(1);
  }

  @Test
  void aRunIsNamedAfterItsTimeAndBearsTheLabelsOfItsSchedule() {
    Manifest run =
        OperatorRules.run(Examples.nightly(), Instant.parse("2026-11-22T02:00:00.000000001Z"));

    assertThat(run.name()).isEqualTo("nightly-1795312800000000001");
    assertThat(run.kind()).isEqualTo("SparkApplication");
    assertThat(run.namespace()).contains("sales-prod");
    assertThat(run.at("/metadata/labels").toString())
        .isEqualTo(
            "{\"sparkoperator.k8s.io/scheduled-app-name\":\"nightly\","
                + "\"app.kubernetes.io/part-of\":\"sales\"}");
    assertThat(run.application()).isEqualTo(Examples.nightly().application());
  }
}
