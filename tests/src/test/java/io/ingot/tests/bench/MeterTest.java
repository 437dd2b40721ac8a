package io.ingot.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeterTest {
  @TempDir Path folder;

  @Test
  void chargesAChildForTheProcessorItBurns() throws Exception {
    Meter.Ended busy = run("i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done");

    assertThat(busy.cost().cpuSeconds()).isGreaterThan(0.1);
    assertThat(busy.cost().peakMegabytes()).isBetween(0.5, 100.0);
  }

  @Test
  void chargesASleepingChildForItsTimeOnly() throws Exception {
    Meter.Ended idle = run("sleep 0.5");

    assertThat(idle.cost().wallSeconds()).isGreaterThanOrEqualTo(0.5);
    assertThat(idle.cost().cpuSeconds()).isLessThan(0.1);
  }

  @Test
  void tellsTheExitCodeAndTheStagesThatWerePrinted() throws Exception {
    Meter.Ended ended = run("echo stage=bronze seconds=1.5; echo noise; exit 3");

    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.cost().stageSeconds()).containsOnly(Map.entry("bronze", 1.5));
  }

  private Meter.Ended run(String script) throws Exception {
    return new Meter().run(new ProcessBuilder("sh", "-c", script), folder.resolve("log"));
  }
}
