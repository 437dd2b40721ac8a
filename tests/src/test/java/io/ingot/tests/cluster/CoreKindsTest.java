package io.ingot.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kubernetes' own kinds, strictly. */
class CoreKindsTest {
  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: history, annotations: {prometheus.io/port: "18080"}}
      spec:
        selector: {app: history}
        ports: [{name: ui, port: 18080, targetPort: ui}]
      """;

  @Test
  void anObjectThatHasOnlyItsFieldsIsValid() {
    assertThat(CoreKinds.fault(Manifests.one(SERVICE))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "selector:      | selectr:         | selectr",
        "port: 18080,   | prt: 18080,      | prt",
        "{name: history | {nam: history    | nam",
        "port: 18080,   | port: '18080',   | port",
        "'\"18080\"'    | 18080            | prometheus.io/port",
        "{app: history} | [app]            | selector",
      })
  void aPlantedFaultIsFound(String right, String wrong, String told) {
    assertThat(CoreKinds.fault(Manifests.one(SERVICE.replace(right, wrong))))
        .get()
        .asString()
        .contains(told);
  }

  @Test
  void aKeyThatIsWrittenTwiceIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Manifests.one(SERVICE + "  selector: {app: another}\n"))
        .withMessageContaining("selector");
  }

  @Test
  void aKindOfOthersIsNotJudged() {
    assertThat(CoreKinds.kind(Examples.nightly())).isEmpty();
  }
}
