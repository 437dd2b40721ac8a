package io.ingot.features.online;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.FeatureYaml;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedHashesTest {
  private static final FeatureView NARROW =
      FeatureYaml.view("narrow", Spending.YAML.replace("bigint", "int"));

  @Test
  void viewsThatTakeAKeyForDifferentTypesAreRefused() {
    assertThatThrownBy(() -> SharedHashes.require(List.of(Spending.VIEW, NARROW)))
        .isInstanceOf(ProjectException.class)
        .hasMessage(
            "Cannot serve features.spending and features.narrow from one Redis: the key customer_id"
                + " is bigint in one and int in the other, and a client finds the values of one of"
                + " them only. Declare the same type in both.");
    assertThatCode(
            () ->
                SharedHashes.require(
                    List.of(
                        NARROW,
                        FeatureYaml.view("small", Spending.YAML.replace("bigint", "smallint")))))
        .doesNotThrowAnyException();
  }
}
