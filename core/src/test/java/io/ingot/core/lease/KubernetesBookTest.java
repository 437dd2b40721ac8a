package io.ingot.core.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.error.FencedException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.project.LeaseTerms;
import io.ingot.core.project.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubernetesBookTest {
  private static final TableName SALES = TableName.of("silver.sales_by_day");
  private static final LeaseTerms TERMS =
      new LeaseTerms(LeaseTerms.Kind.KUBERNETES, Duration.ofMinutes(1), Optional.of("etl"));

  @TempDir Path folder;
  private final SetClock clock = new SetClock();
  private Path token;
  private LeaseServer server;
  private Leases leases;

  @BeforeEach
  void startServer() throws IOException {
    token = Files.writeString(folder.resolve("token"), "t0ken\n");
    server = new LeaseServer("t0ken");
    leases = leases("s3a://lake");
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void aTableThatIsHeldIsRefusedUntilItIsGivenBack() {
    Lease first = leases.acquire(SALES, "run-a");
    assertThatThrownBy(() -> leases.acquire(SALES, "run-b"))
        .isInstanceOf(FencedException.class)
        .hasMessageContaining("run run-a");

    first.close();

    try (Lease second = leases.acquire(SALES, "run-b")) {
      second.requireHeld();
    }
  }

  @Test
  void whoIsShownTheObjectSeesWhoHoldsTheTable() {
    try (Lease lease = leases.acquire(SALES, "run-a")) {
      clock.pass(Duration.ofSeconds(20));
      lease.renew();

      assertThat(server.object().at("/apiVersion").asText()).isEqualTo("coordination.k8s.io/v1");
      assertThat(server.object().at("/kind").asText()).isEqualTo("Lease");
      assertThat(server.object().at("/metadata/name").asText())
          .matches("ingot-silver-sales-by-day-[0-9a-f]{8}-[0-9a-f]{4}");
      assertThat(server.object().at("/spec").toPrettyString())
          .contains("\"holderIdentity\" : \"run-a\"")
          .contains("\"leaseDurationSeconds\" : 60")
          .contains("\"acquireTime\" : \"2026-01-01T00:00:00.000000Z\"")
          .contains("\"renewTime\" : \"2026-01-01T00:00:20.000000Z\"");
    }
    assertThat(server.object().at("/spec/holderIdentity").asText()).isEmpty();
  }

  @Test
  void anotherThatTookTheTableOnceItExpiredEndsTheFirstHold() {
    Lease hung = leases.acquire(SALES, "run-a");
    clock.pass(Duration.ofSeconds(60));
    try (Lease next = leases.acquire(SALES, "run-b")) {
      hung.close();

      next.requireHeld();
      next.renew();
      next.requireHeld();
    }
  }

  @Test
  void aHolderWhoseObjectAnotherChangedHasLost() {
    Lease robbed = leases.acquire(SALES, "run-a");
    KubernetesBook store = new KubernetesBook(api(), "s3a://lake", SALES, TERMS.duration());
    LeaseBook.Entry seen = store.latest().orElseThrow();
    Claim other =
        new Claim(
            Holder.here("run-b"),
            clock.instant(),
            clock.instant().plusSeconds(60),
            Claim.State.HELD);
    store.write(Optional.of(seen), other);

    robbed.renew();

    assertThatThrownBy(robbed::requireHeld).hasMessageContaining("run run-b");
    robbed.close();
  }

  @Test
  void lakesThatShareANamespaceDoNotMeet() {
    try (Lease one = leases.acquire(SALES, "run-a");
        Lease other = leases("s3a://other").acquire(SALES, "run-b")) {
      one.requireHeld();
      other.requireHeld();
    }
  }

  @Test
  void ofTenThatTryTogetherOneGetsTheTable() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(10);
    CyclicBarrier start = new CyclicBarrier(10);
    try {
      List<Callable<Optional<Lease>>> contenders = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        String run = "run-" + i;
        contenders.add(
            () -> {
              start.await();
              try {
                return Optional.of(leases.acquire(SALES, run));
              } catch (FencedException e) {
                return Optional.empty();
              }
            });
      }
      List<Lease> winners = new ArrayList<>();
      for (Future<Optional<Lease>> contender : threads.invokeAll(contenders)) {
        contender.get().ifPresent(winners::add);
      }
      winners.forEach(Lease::close);
      assertThat(winners).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aServiceAccountWithoutTheRightIsToldWhatItNeeds() throws IOException {
    Files.writeString(token, "another");

    assertThatThrownBy(() -> leases.acquire(SALES, "run-a"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("answered 401")
        .hasMessageContaining("needs get, create and update on leases")
        .hasMessageNotContaining("another");
  }

  @Test
  void outsideAClusterTheProjectIsWrong() {
    assertThatThrownBy(() -> KubernetesBook.inCluster(TERMS, "s3a://lake"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("lease: {kind: file}");
  }

  private Leases leases(String lake) {
    return new Leases(
        table -> new KubernetesBook(api(), lake, table, TERMS.duration()),
        TERMS,
        clock,
        Holder::here);
  }

  private KubernetesApi api() {
    return new KubernetesApi(HttpClient.newHttpClient(), server.address(), "etl", token);
  }
}
