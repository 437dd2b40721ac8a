package io.ingot.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Lakes;
import io.ingot.core.watch.MeasureLog;
import io.ingot.core.watch.Measurement;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftLinesTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final TableName SALES = TableName.of("silver.sales");

  @TempDir Path folder;
  private Lake lake;

  @BeforeEach
  void openLake() {
    lake = Lakes.in(folder);
  }

  private void measured(int daysAgo, Measurement.Kind kind, String name, double value) {
    Instant at = NOW.minus(Duration.ofDays(daysAgo));
    new MeasureLog(lake)
        .keep(
            name.replace(' ', '-'),
            at,
            List.of(
                new Measurement(
                    at,
                    "r",
                    SALES,
                    kind,
                    name,
                    OptionalDouble.of(value),
                    Optional.of(Ruling.NOTED),
                    Optional.of("below 0.1; version 2"))));
  }

  @Test
  void eachColumnHasItsLooksInTheirOrderAndNothingElseIsDrift() {
    measured(3, Measurement.Kind.DRIFT, "psi price", 0.3);
    measured(7, Measurement.Kind.DRIFT, "psi price", 0.2);
    measured(3, Measurement.Kind.DRIFT, "ks price", 0.1);
    measured(3, Measurement.Kind.NULLS, "table", 0.5);
    measured(99, Measurement.Kind.DRIFT, "psi price", 0.9);

    DriftLines lines = DriftLines.of(lake, NOW);

    assertThat(lines.of(SALES))
        .containsExactly(
            new DriftLine("ks price", List.of(look(3, 0.1))),
            new DriftLine("psi price", List.of(look(7, 0.2), look(3, 0.3))));
    assertThat(lines.of(TableName.of("silver.other"))).isEmpty();
    assertThat(lines.problem()).isEmpty();
  }

  private static DriftLine.Point look(int daysAgo, double value) {
    return new DriftLine.Point(
        NOW.minus(Duration.ofDays(daysAgo)), "noted", "below 0.1; version 2", Optional.of(value));
  }

  @Test
  void aDamagedLogIsToldAndHidesNothingElse() {
    lake.files().put("measures/2026-05-30/x.json", "{no json");

    DriftLines lines = DriftLines.of(lake, NOW);

    assertThat(lines.of(SALES)).isEmpty();
    assertThat(lines.problem()).contains("Cannot read Measurement from JSON");
  }
}
