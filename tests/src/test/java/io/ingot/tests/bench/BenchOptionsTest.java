package io.ingot.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchOptionsTest {
  @Test
  void saysNothingAndGetsAMillionRowsOnceForAllContestants() {
    BenchOptions options = BenchOptions.parse(List.of());

    assertThat(options.load().rows()).isEqualTo(1_000_000);
    assertThat(options.runs()).isEqualTo(1);
    assertThat(options.json()).isEmpty();
    assertThat(options.contestants())
        .containsExactly(Contestant.INGOT, Contestant.SPARK, Contestant.DUCKDB);
  }

  @Test
  void takesEveryOption() {
    BenchOptions options =
        BenchOptions.parse(
            List.of(
                "--size", "10m", "--runs", "3", "--json", "out.json", "--only", "duckdb,spark"));

    assertThat(options.load().rows()).isEqualTo(10_000_000);
    assertThat(options.runs()).isEqualTo(3);
    assertThat(options.json()).contains(Path.of("out.json"));
    assertThat(options.contestants()).containsExactly(Contestant.SPARK, Contestant.DUCKDB);
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BenchOptions.parse(List.of("--speed", "1")))
        .withMessage("Unknown option: --speed. There are --size, --runs, --json and --only.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BenchOptions.parse(List.of("--size", "many")))
        .withMessage("Invalid --size: many. Use a number (a size also as 1m or 10m).");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BenchOptions.parse(List.of("--only", "flink")))
        .withMessage("Unknown contestant: flink. There are ingot, spark and duckdb.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BenchOptions.parse(List.of("--runs", "0")))
        .withMessage("Invalid --runs: 0. Use 1 or more.");
  }
}
