package io.ingot.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Check;
import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MisfitTest {
  private static final StructType SCHEMA =
      StructType.fromDDL("sale_id BIGINT, amount DOUBLE, code STRING, tags ARRAY<STRING>");

  @ParameterizedTest
  @MethodSource("misfits")
  void aCheckThatDoesNotFitTheColumnsIsToldBeforeAnythingIsRead(Check check, String message) {
    assertThatThrownBy(() -> gate(check).measures(SCHEMA))
        .isInstanceOf(ProjectException.class)
        .hasMessageStartingWith("Cannot judge '" + check.describe() + "' of silver.orders: ")
        .hasMessageContaining(message);
  }

  static List<Arguments> misfits() {
    return List.of(
        Arguments.of(
            Checks.complete("amuont"), "there is no column 'amuont'. Did you mean 'amount'?"),
        Arguments.of(Checks.unique("sale_id", "shop"), "Use one of: amount, code, sale_id, tags."),
        Arguments.of(
            Checks.between("code", "1", "2"),
            "between needs a column of type number, and 'code' is string."),
        Arguments.of(
            Checks.matches("amount", "x"),
            "matches needs a column of type string, and 'amount' is double."),
        Arguments.of(Checks.in("amount", "1", "many"), "'many' is no value of type double."),
        Arguments.of(Checks.in("tags", "a"), "'a' is no value of type array<string>."),
        Arguments.of(Checks.complete("tags"), "'tags' is no plain column; use satisfies"),
        Arguments.of(
            Checks.satisfies("amout > 0"),
            "`amout` cannot be resolved. Did you mean one of the following? [`amount`"),
        Arguments.of(Checks.satisfies("amount >"), "Syntax error"),
        Arguments.of(Checks.satisfies("amount + 1"), "not a boolean"),
        Arguments.of(Checks.satisfies("sum(amount) > 0"), "aggregate"),
        Arguments.of(Checks.satisfies("amount > rand()"), "it may be different each time"),
        Arguments.of(Checks.satisfies("amount > (SELECT 1)"), "a check can't hold a query."));
  }

  @Test
  void aFunctionThatOnlyTheSessionMayKnowIsLeftToTheSession() {
    assertThat(gate(Checks.satisfies("my_company.is_good(code)")).measures(SCHEMA)).hasSize(2);
  }

  private static DeequGate gate(Check check) {
    return new DeequGate(Judging.TABLE, List.of(check), List.of());
  }
}
