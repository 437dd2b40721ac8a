package io.ingot.core.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.project.ObjectStore;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExecutorVariablesTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("AWS_ACCESS_KEY_ID", "k", "AWS_SECRET_ACCESS_KEY", "s", "SHOP_PASSWORD", "p");

  @Test
  void aWorkerIsToldTheLoginAndNothingElse() {
    assertThat(ExecutorVariables.of("spark://m:7077", ObjectStore.usual(), ENVIRONMENT))
        .isEqualTo(
            Map.of(
                "spark.executorEnv.AWS_ACCESS_KEY_ID", "k",
                "spark.executorEnv.AWS_SECRET_ACCESS_KEY", "s"));
  }

  @Test
  void whereARoleIsTheLoginOrOthersCouldReadItNothingIsTold() {
    ObjectStore byRole =
        new ObjectStore(
            Optional.empty(), Optional.empty(), false, ObjectStore.Credentials.WEB_IDENTITY);

    assertThat(ExecutorVariables.of("spark://m:7077", byRole, ENVIRONMENT)).isEmpty();
    assertThat(ExecutorVariables.of("k8s://https://m", ObjectStore.usual(), ENVIRONMENT)).isEmpty();
    assertThat(ExecutorVariables.of("local[*]", ObjectStore.usual(), ENVIRONMENT)).isEmpty();
  }
}
