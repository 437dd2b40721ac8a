package io.ingot.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.junit.jupiter.api.Test;

class WideningTypesTest {
  @Test
  void aTypeIsWiderThatHoldsEveryValueUnchanged() {
    List.of(
            "tinyint smallint",
            "tinyint bigint",
            "smallint int",
            "int bigint",
            "float double",
            "decimal(5,2) decimal(6,2)",
            "decimal(5,2) decimal(6,3)",
            "tinyint decimal(3,0)",
            "int decimal(10,0)",
            "int decimal(12,2)",
            "bigint decimal(19,0)",
            "date timestamp_ntz")
        .forEach(
            pair -> {
              assertThat(widens(pair)).as(pair).isTrue();
              assertThat(widens(reversed(pair))).as("not " + pair).isFalse();
            });
  }

  @Test
  void aTypeIsNotWiderThatLosesADigitOrMeansSomethingElse() {
    List.of(
            "int int",
            "decimal(5,2) decimal(6,4)",
            "decimal(5,2) decimal(9,1)",
            "int decimal(9,0)",
            "int decimal(11,2)",
            "bigint double",
            "int float",
            "date timestamp",
            "int string",
            "array<int> array<bigint>")
        .forEach(pair -> assertThat(widens(pair)).as(pair).isFalse());
  }

  private static boolean widens(String pair) {
    String[] types = pair.split(" ");
    return Widening.widens(DataType.fromDDL(types[0]), DataType.fromDDL(types[1]));
  }

  private static String reversed(String pair) {
    String[] types = pair.split(" ");
    return types[1] + " " + types[0];
  }
}
