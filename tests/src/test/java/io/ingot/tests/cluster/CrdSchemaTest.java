package io.ingot.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operator's definitions, strictly: each fault is found, alone and with its path. */
class CrdSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void theExampleIsValid() {
    assertThat(Crds.orSkip().faults(Examples.nightly())).isEmpty();
  }

  @ParameterizedTest(name = "{0}/{1} = {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "/spec                   | concurencyPolicy   | '\"Forbid\"'",
        "/spec                   | suspend            | '\"false\"'",
        "/spec                   | failedRunHistoryLimit | '2.5'",
        "/spec/template          | sparkVersion       | 3.5",
        "/spec/template          | mode               | '\"local\"'",
        "/spec/template          | type               | '\"Kotlin\"'",
        "/spec/template          | arguments          | '[run, 1]'",
        "/spec/template          | mainclass          | '\"M\"'",
        "/spec/template/sparkConf| spark.a            | 'true'",
        "/spec/template/driver   | cores              | '\"2\"'",
        "/spec/template/driver   | cores              | 0",
        "/spec/template/driver   | securityContex     | '{}'",
        "/spec/template/executor | memory             | 4",
        "/spec/template/executor | env                | '{\"A\": \"b\"}'",
        "/spec/template/executor | tolerations        | '[{\"keey\": \"a\"}]'",
        "/spec/template/dynamicAllocation | maxExecutors | 99999999999",
        "/spec/template/restartPolicy | onFailureRetries | '\"3\"'",
        "/metadata               | name               | '\"Nightly\"'",
        "/metadata               | label              | '{}'",
      })
  void aPlantedFaultIsFound(String path, String field, String value) throws Exception {
    Manifest faulty = Examples.nightly();
    String json = value.equals("[run, 1]") ? "[\"run\", 1]" : value;
    ((ObjectNode) faulty.at(path)).set(field, JSON.readTree(json));

    assertThat(Crds.orSkip().faults(faulty))
        .singleElement()
        .asString()
        .contains(path.substring(1).replace('/', '.'))
        .contains(field);
  }

  @Test
  void aFieldThatHasToBeThereIsMissed() {
    Manifest faulty = Examples.nightly();
    faulty.application().remove("sparkVersion");

    assertThat(Crds.orSkip().faults(faulty)).singleElement().asString().contains("sparkVersion");
  }

  @Test
  void aQuantityIsATextOrAWholeNumber() {
    Manifest manifest = Examples.nightly();
    ObjectNode disk = (ObjectNode) manifest.at("/spec/template/volumes/0/emptyDir");

    assertThat(Crds.orSkip().faults(put(manifest, disk, "5"))).isEmpty();
    assertThat(Crds.orSkip().faults(put(manifest, disk, "\"5Gi\""))).isEmpty();
    assertThat(Crds.orSkip().faults(put(manifest, disk, "\"5 Gi\""))).isNotEmpty();
    assertThat(Crds.orSkip().faults(put(manifest, disk, "true"))).isNotEmpty();
  }

  private static Manifest put(Manifest manifest, ObjectNode disk, String json) {
    try {
      disk.set("sizeLimit", JSON.readTree(json));
      return manifest;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
