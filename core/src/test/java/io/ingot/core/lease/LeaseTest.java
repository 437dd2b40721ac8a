package io.ingot.core.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.error.ExitCode;
import io.ingot.core.error.FencedException;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.LeaseTerms;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Lakes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds of one minute, by a clock that the test sets; none is renewed unless the test does it. */
class LeaseTest {
  private static final TableName SALES = TableName.of("silver.sales");
  private static final long NOBODYS_PID = Long.MAX_VALUE;

  @TempDir Path folder;
  private final SetClock clock = new SetClock();
  private final List<Lease> taken = new ArrayList<>();
  private Lake lake;

  @BeforeEach
  void openLake() {
    lake = Lakes.in(folder);
  }

  @AfterEach
  void release() {
    taken.forEach(Lease::close);
  }

  @Test
  void aTableThatIsHeldIsRefusedWithTheNamesOfItsHolder() {
    acquire("run-a");

    Holder holder = Holder.here("run-a");
    assertThatThrownBy(() -> acquire("run-b"))
        .isInstanceOfSatisfying(
            FencedException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FENCED))
        .hasMessageContaining("Cannot work on silver.sales: run run-a")
        .hasMessageContaining("host " + holder.host())
        .hasMessageContaining("process " + ProcessHandle.current().pid())
        .hasMessageContaining("user " + System.getProperty("user.name"))
        .hasMessageContaining("since 2026-01-01T00:00:00Z, until 2026-01-01T00:01:00Z");
  }

  @Test
  void oneTableIsHeldAndTheOthersAreNot() {
    acquire("run-a");

    assertThat(leases(UnaryOperator.identity()).acquire(TableName.of("silver.stores"), "run-b"))
        .satisfies(Lease::requireHeld)
        .satisfies(Lease::close);
  }

  @Test
  void aHoldThatIsNotRenewedCanBeTakenOnceItExpiredAndNotBefore() {
    Lease hung = acquire("run-a");
    clock.pass(Duration.ofMillis(59_999));
    assertThatThrownBy(() -> acquire("run-b")).isInstanceOf(FencedException.class);

    clock.pass(Duration.ofMillis(1));
    Lease next = acquire("run-b");

    next.requireHeld();
    assertThatThrownBy(hung::requireHeld)
        .isInstanceOf(FencedException.class)
        .hasMessageContaining("went to run run-b");
    hung.close();
    assertThatThrownBy(() -> acquire("run-c")).hasMessageContaining("run run-b");
  }

  @Test
  void aRenewalMovesTheEnd() {
    Lease lease = acquire("run-a");
    clock.pass(Duration.ofSeconds(30));
    lease.renew();
    clock.pass(Duration.ofSeconds(39));

    lease.requireHeld();
    assertThatThrownBy(() -> acquire("run-b")).hasMessageContaining("until 2026-01-01T00:01:30Z");
  }

  @Test
  void aHolderLetsGoWhenItCouldNotRenewForTwoThirdsOfTheDuration() {
    Lease lease = acquire("run-a");
    AtomicInteger stopped = new AtomicInteger();
    lease.whenLost(stopped::incrementAndGet);
    clock.pass(Duration.ofMillis(39_999));
    lease.requireHeld();

    clock.pass(Duration.ofMillis(1));
    lease.renew();

    assertThatThrownBy(lease::requireHeld)
        .isInstanceOf(FencedException.class)
        .hasMessageContaining("silver.sales", "not be renewed before 2026-01-01T00:00:40Z");
    assertThat(stopped).hasPositiveValue();
  }

  @Test
  void aHolderThatFindsAnotherInItsPlaceHasLost() {
    Lease robbed = leases(LeaseTest::ofAnEndedProcess).acquire(SALES, "run-a");
    taken.add(robbed);
    AtomicInteger stopped = new AtomicInteger();
    robbed.whenLost(stopped::incrementAndGet);
    acquire("run-b");
    clock.pass(Duration.ofSeconds(20));

    robbed.renew();

    assertThatThrownBy(robbed::requireHeld).hasMessageContaining("run run-b");
    assertThat(stopped).hasPositiveValue();
  }

  @Test
  void aTableThatWasGivenBackIsThereToTakeAtOnce() {
    acquire("run-a").close();

    acquire("run-b").requireHeld();
  }

  @Test
  void aHolderWhoseProcessEndedOnThisMachineIsNotWaitedFor() {
    taken.add(leases(LeaseTest::ofAnEndedProcess).acquire(SALES, "run-a"));

    acquire("run-b").requireHeld();
  }

  @Test
  void aProcessThatOnlyHasTheHoldersNumberIsNotTheHolder() {
    taken.add(
        leases(here -> with(here, here.host(), here.pid(), here.started().map(LeaseTest::hourAgo)))
            .acquire(SALES, "run-a"));

    acquire("run-b").requireHeld();
  }

  @Test
  void aProcessOfAnotherMachineIsWaitedFor() {
    taken.add(
        leases(here -> with(here, "far-away", NOBODYS_PID, here.started()))
            .acquire(SALES, "run-a"));

    assertThatThrownBy(() -> acquire("run-b")).hasMessageContaining("host far-away");
  }

  @Test
  void aRenewalWhoseAnswerWasLostStands() {
    Lease lease = acquire("run-a");
    FileBook store = new FileBook(lake.files(), SALES);
    LeaseBook.Entry written = store.latest().orElseThrow();
    clock.pass(Duration.ofSeconds(20));
    store.write(
        Optional.of(written), written.claim().until(clock.instant().plus(Duration.ofMinutes(1))));

    clock.pass(Duration.ofSeconds(15));
    lease.renew();
    clock.pass(Duration.ofSeconds(20));

    lease.requireHeld();
  }

  @Test
  void whoWaitsGetsTheTableWhenItIsGivenBack() throws Exception {
    Leases inRealTime =
        new Leases(
            table -> new FileBook(lake.files(), table),
            LeaseTerms.usual(),
            InstantSource.system(),
            Holder::here);
    Lease first = inRealTime.acquire(SALES, "run-a");
    assertThatThrownBy(() -> inRealTime.await(SALES, "run-b", Duration.ofMillis(20)))
        .hasMessageContaining("run run-a");

    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<Lease> waiting =
          other.submit(() -> inRealTime.await(SALES, "run-b", Duration.ofSeconds(30)));
      Thread.sleep(50);
      assertThat(waiting).isNotDone();
      first.close();
      try (Lease second = waiting.get()) {
        second.requireHeld();
      }
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void ofTwentyThatTryTogetherOneGetsTheTable() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(20);
    try {
      for (int round = 0; round < 20; round++) {
        CyclicBarrier start = new CyclicBarrier(20);
        AtomicInteger refused = new AtomicInteger();
        List<Callable<Optional<Lease>>> contenders = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
          String run = "run-" + round + "-" + i;
          contenders.add(
              () -> {
                start.await();
                try {
                  return Optional.of(leases(UnaryOperator.identity()).acquire(SALES, run));
                } catch (FencedException e) {
                  refused.incrementAndGet();
                  return Optional.empty();
                }
              });
        }
        List<Lease> winners = new ArrayList<>();
        for (Future<Optional<Lease>> contender : threads.invokeAll(contenders)) {
          contender.get().ifPresent(winners::add);
        }
        winners.forEach(Lease::close);
        assertThat(winners).as("round %d", round).hasSize(1);
        assertThat(refused).hasValue(19);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private Lease acquire(String run) {
    Lease lease = leases(UnaryOperator.identity()).acquire(SALES, run);
    taken.add(lease);
    return lease;
  }

  private Leases leases(UnaryOperator<Holder> as) {
    return new Leases(
        table -> new FileBook(lake.files(), table),
        LeaseTerms.usual(),
        clock,
        run -> as.apply(Holder.here(run)));
  }

  private static Holder ofAnEndedProcess(Holder here) {
    return with(here, here.host(), NOBODYS_PID, here.started());
  }

  private static Holder with(Holder here, String host, long pid, Optional<Instant> started) {
    return new Holder(here.run(), host, here.space(), pid, started, here.user());
  }

  private static Instant hourAgo(Instant time) {
    return time.minus(Duration.ofHours(1));
  }
}
