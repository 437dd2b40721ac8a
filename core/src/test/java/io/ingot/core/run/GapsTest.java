package io.ingot.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Window;
import io.ingot.core.project.TableName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GapsTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  private final List<Interval> ledger = new ArrayList<>();

  @Test
  void windowsThatFollowOneAnotherLeaveNone() {
    extract(0, numbers(Optional.empty(), 10));
    extract(1, numbers(Optional.of(10L), 20));
    extract(2, numbers(Optional.of(15L), 30));

    assertThat(gaps()).isEmpty();
  }

  @Test
  void whatAMovePassedOverIsAGapWithWhoAndWhy() {
    extract(0, numbers(Optional.empty(), 10));
    move(1, "mary", "poison rows");
    extract(2, numbers(Optional.of(25L), 30));

    assertThat(gaps())
        .containsExactly(
            new Gap(
                TableName.of("bronze.t"),
                "number",
                "10",
                "25",
                2,
                AT,
                Optional.of("mary"),
                Optional.of("poison rows"),
                Gap.State.OPEN));
  }

  @Test
  void aBackfillClosesWhatItTook() {
    extract(0, numbers(Optional.empty(), 10));
    move(1, "mary", "poison rows");
    extract(2, numbers(Optional.of(25L), 30));
    backfill(3, numbers(Optional.of(12L), 20));

    assertThat(gaps())
        .extracting(Gap::from, Gap::to)
        .containsExactly(tuple("10", "12"), tuple("20", "25"));
    assertThat(gaps()).allMatch(Gap::open);

    backfill(4, numbers(Optional.of(0L), 25));

    assertThat(gaps())
        .extracting(Gap::from, Gap::to, Gap::open)
        .containsExactly(tuple("10", "25", false));
  }

  @Test
  void whatWasTakenBeforeARewindIsNoGapAfterIt() {
    extract(0, numbers(Optional.empty(), 100));
    move(1, "mary", "read again");
    extract(2, numbers(Optional.of(50L), 60));
    move(3, "mary", "enough");
    extract(4, numbers(Optional.of(120L), 130));

    assertThat(gaps()).extracting(Gap::from, Gap::to).containsExactly(tuple("100", "120"));
  }

  @Test
  void aLeapOverWhatWasTakenLongAgoIsNone() {
    extract(0, numbers(Optional.empty(), 100));
    move(1, "mary", "read again", step("hi/shop/id", 100, 50));
    extract(2, numbers(Optional.of(50L), 60));
    move(3, "mary", "enough", step("hi/shop/id", 60, 80));
    extract(4, numbers(Optional.of(80L), 90));

    assertThat(gaps()).isEmpty();
  }

  @Test
  void aBackfillBeforeTheFirstWindowThatIsToldOpensNone() {
    extract(7, numbers(Optional.of(100L), 110));
    backfill(8, numbers(Optional.of(20L), 30));
    extract(9, numbers(Optional.of(110L), 120));

    assertThat(gaps()).isEmpty();
  }

  @Test
  void nothingIsSaidOfBatchesThatTheLogNoLongerTells() {
    extract(0, numbers(Optional.empty(), 10));
    extract(5, numbers(Optional.of(50L), 60));

    assertThat(gaps()).isEmpty();
    assertThat(ledger().untold()).containsExactly(new IntervalLedger.Untold(1, 4));
  }

  @Test
  void eachPartitionHasItsOwn() {
    extract(0, offsets(Map.of(0, range(0, 10), 1, range(0, 5))));
    extract(1, offsets(Map.of(0, range(10, 20))));
    move(2, "mary", "retention");
    extract(3, offsets(Map.of(0, range(20, 30), 1, range(9, 12), 2, range(4, 5))));

    assertThat(gaps())
        .extracting(Gap::line, Gap::from, Gap::to)
        .containsExactly(tuple("partition 1", "5", "9"));
  }

  @Test
  void aMoveForwardIsAGapBeforeAnythingIsReadBehindIt() {
    extract(0, numbers(Optional.empty(), 10));
    move(1, "mary", "skip", step("hi/shop/id", 10, 25), step("reconciled", 1, 99));

    assertThat(gaps())
        .extracting(Gap::from, Gap::to, Gap::batch)
        .containsExactly(tuple("10", "25", 1L));

    backfill(2, numbers(Optional.of(8L), 25));
    assertThat(gaps()).noneMatch(Gap::open);

    extract(3, numbers(Optional.of(25L), 30));
    assertThat(gaps()).hasSize(1).noneMatch(Gap::open);
  }

  @Test
  void aMoveOfOnePartitionIsAGapOfThatPartition() {
    extract(0, offsets(Map.of(0, range(0, 10), 1, range(0, 5))));
    move(1, "mary", "skip", step("offset/bus/clicks/1", 5, 9));
    extract(2, offsets(Map.of(0, range(10, 20))));

    assertThat(gaps())
        .extracting(Gap::line, Gap::from, Gap::to)
        .containsExactly(tuple("partition 1", "5", "9"));
  }

  @Test
  void timesAreSaidAsTimes() {
    Instant noon = Instant.parse("2026-03-01T12:00:00Z");
    extract(0, new Window.Times(Optional.empty(), noon));
    move(1, "mary", "skip");
    extract(2, new Window.Times(Optional.of(noon.plusNanos(1000)), noon.plusSeconds(9)));

    assertThat(gaps())
        .extracting(Gap::line, Gap::from, Gap::to)
        .containsExactly(tuple("time", "2026-03-01T12:00:00Z", "2026-03-01T12:00:00.000001Z"));
  }

  @Test
  void whatIsTakenWholeHasNoOrderToMissAnythingOf() {
    extract(0, new Window.Whole(AT));
    extract(1, new Window.Keys(AT));

    assertThat(gaps()).isEmpty();
  }

  private static Window numbers(Optional<Long> lo, long hi) {
    return new Window.Numbers(lo, hi);
  }

  private static Window offsets(Map<Integer, Window.Offsets.Range> partitions) {
    return new Window.Offsets(Optional.empty(), partitions);
  }

  private static Window.Offsets.Range range(long from, long to) {
    return new Window.Offsets.Range(from, to);
  }

  private void extract(long batch, Window window) {
    add(batch, new Plan.Extract(window, "test", false), Optional.of(window), Optional.empty());
  }

  private void backfill(long batch, Window window) {
    add(batch, new Plan.Backfill(window, "test"), Optional.of(window), Optional.empty());
  }

  private void move(long batch, String who, String why, Plan.Move.Step... steps) {
    Plan.Move move = new Plan.Move("there", who, why, List.of(steps));
    add(batch, move, Optional.empty(), Optional.of(who), move.steps());
  }

  private static Plan.Move.Step step(String bound, long from, long to) {
    return new Plan.Move.Step(bound, Optional.of(from), to);
  }

  private void add(long batch, Plan plan, Optional<Window> window, Optional<String> who) {
    add(batch, plan, window, who, List.of());
  }

  private void add(
      long batch,
      Plan plan,
      Optional<Window> window,
      Optional<String> who,
      List<Plan.Move.Step> steps) {
    ledger.add(
        new Interval(
            0,
            batch,
            plan.mode(),
            window,
            plan.range(),
            plan.reason(),
            who,
            steps,
            "run",
            AT,
            batch,
            0,
            0,
            0,
            0));
  }

  private IntervalLedger ledger() {
    return new IntervalLedger(TableName.of("bronze.t"), "id", 9, ledger);
  }

  private List<Gap> gaps() {
    return ledger().gaps();
  }
}
