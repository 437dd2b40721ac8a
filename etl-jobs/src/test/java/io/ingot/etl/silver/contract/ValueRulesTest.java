package io.ingot.etl.silver.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValueRulesTest {
  @TempDir Path folder;
  private Judging judging;

  @BeforeEach
  void declareBronze() {
    judging = Judging.in(folder);
  }

  @Test
  void limitsIncludeTheirEndsAndLetNullPass() {
    assertThat(
            judging.judged(
                "{type: \"decimal(4,2)\", min: 0, max: 9.99}",
                "'0'",
                "'9.99'",
                "'-0.01'",
                "'10'",
                "null"))
        .containsExactly("0 -> 0.00", "9.99 -> 9.99", "-0.01 -> MIN", "10 -> MAX", "null -> null");
    assertThat(
            judging.judged(
                "{type: string, min_length: 2, max_length: 3}", "'a'", "'äö'", "'abcd'", "null"))
        .containsExactly("a -> LENGTH", "äö -> äö", "abcd -> LENGTH", "null -> null");
    assertThat(
            judging.judged(
                "{type: string, matches: \"a|b+\"}", "'a'", "'bb'", "'xa'", "'ab'", "'a\\n'"))
        .containsExactly("a -> a", "bb -> bb", "xa -> PATTERN", "ab -> PATTERN", "a\n -> PATTERN");
    assertThat(judging.judged("{type: string, required: true}", "'a'", "null"))
        .containsExactly("a -> a", "null -> REQUIRED");
    assertThat(judging.judged("{type: int, key: true}", "'1'", "null", "'x'"))
        .containsExactly("1 -> 1", "null -> NULL_KEY", "x -> BAD_INT");
  }

  @Test
  void allowedValuesAreComparedAsTheirType() {
    assertThat(judging.judged("{type: string, in: [a, b]}", "'a'", "'A'", "null"))
        .containsExactly("a -> a", "A -> NOT_ALLOWED", "null -> null");
    assertThat(
            judging.judged("{type: \"decimal(6,2)\", in: [5, 7.5]}", "'5.00'", "'7.50'", "'7.51'"))
        .containsExactly("5.00 -> 5.00", "7.50 -> 7.50", "7.51 -> NOT_ALLOWED");
    assertThat(judging.judged("{type: tinyint, in: [1, 300]}", "'1'", "'44'"))
        .containsExactly("1 -> 1", "44 -> NOT_ALLOWED");
    assertThat(judging.judged("{type: double, in: [1, 0.1]}", "'1.0'", "'0.1'", "'2'"))
        .containsExactly("1.0 -> 1.0", "0.1 -> 0.1", "2 -> NOT_ALLOWED");
    assertThat(judging.judged("{type: date, in: [1998-01-01]}", "'1998-01-01'", "'1998-01-02'"))
        .containsExactly("1998-01-01 -> 1998-01-01", "1998-01-02 -> NOT_ALLOWED");
    assertThat(judging.judged("{type: boolean, in: [true]}", "'true'", "'false'"))
        .containsExactly("true -> true", "false -> NOT_ALLOWED");
  }
}
