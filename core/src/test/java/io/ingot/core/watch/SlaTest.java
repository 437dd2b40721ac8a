package io.ingot.core.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ingot.core.batch.Verdict;
import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Lakes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlaTest {
  private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");
  private static final TableName SALES = TableName.of("silver.sales");
  private static final TableName STORE = TableName.of("silver.store");

  @Test
  void checksAreToldWorstFirstWithWhatTheySaidLast(@TempDir Path folder) {
    Lake lake = Lakes.in(folder);
    MeasureLog log = new MeasureLog(lake);
    keep(log, 40, check(SALES, "complete id", Ruling.REFUSED, 0.5));
    for (int day = 29; day > 0; day--) {
      keep(log, day, check(SALES, "complete id", Ruling.PASSED, 1));
      keep(log, day, check(STORE, "complete id", Ruling.NOTED, 1));
      keep(
          log,
          day,
          check(SALES, "rows >= 5", day == 3 ? Ruling.WARNED : Ruling.PASSED, day),
          Measurement.of(at(day), "r", SALES, Measurement.Kind.ROWS, "read", 9));
    }
    keep(log, 0, check(SALES, "rows >= 5", Ruling.REFUSED, 4));

    Sla sla = Sla.of(log, Set.of(SALES, STORE), NOW);

    assertThat(sla.checks())
        .extracting(
            line -> line.table() + " " + line.check(),
            line -> line.score().judged(),
            line -> line.score().passed(),
            line -> line.score().met(),
            line -> line.verdict(),
            line -> line.value().orElseThrow())
        .containsExactly(
            row("silver.sales rows >= 5", 30L, 28L, false, Ruling.REFUSED, 4.0),
            row("silver.sales complete id", 29L, 29L, true, Ruling.PASSED, 1.0),
            row("silver.store complete id", 29L, 29L, true, Ruling.NOTED, 1.0));
    assertThat(sla.checks().get(0).checkedAt()).isEqualTo(NOW);
    assertThat(sla.success().judged()).isEqualTo(88);
    assertThat(sla.success().passed()).isEqualTo(86);
    assertThat(sla.success().met()).isFalse();
    assertThat(Sla.of(log, Set.of(STORE), NOW).checks()).hasSize(1);
  }

  @Test
  void ninetyNineOfAHundredIsEnoughAndNothingJudgedBreaksNothing() {
    List<Measurement> hundred =
        IntStream.range(0, 100)
            .mapToObj(i -> check(SALES, "c", i == 7 ? Ruling.WARNED : Ruling.PASSED, 1).in(1))
            .toList();

    assertThat(Sla.of(at(30), NOW, hundred).success().met()).isTrue();
    assertThat(Sla.of(at(30), NOW, hundred.subList(0, 99)).success().met()).isFalse();
    assertThat(Sla.of(at(30), NOW, List.of()).success().rate()).isEmpty();
    assertThat(Sla.of(at(30), NOW, List.of()).success().met()).isTrue();
  }

  private static Tuple row(Object... values) {
    return tuple(values);
  }

  private static Judged check(TableName table, String name, Ruling ruling, double value) {
    return day ->
        Measurement.of(at(day), "r", table, Verdict.of(name, ruling, "words").measuring(value));
  }

  private static void keep(MeasureLog log, int day, Judged check, Measurement... more) {
    List<Measurement> all = new ArrayList<>(List.of(more));
    all.add(check.in(day));
    log.keep(UUID.randomUUID().toString(), at(day), all);
  }

  private static Instant at(int daysBefore) {
    return NOW.minus(Duration.ofDays(daysBefore));
  }

  /** A verdict of so many days ago. */
  private interface Judged {
    Measurement in(int days);
  }
}
