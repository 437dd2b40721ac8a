package io.ingot.core.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.ingot.core.batch.Plan;
import io.ingot.core.error.SourceException;
import io.ingot.core.project.ProjectLoader;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Outcome;
import io.ingot.core.testkit.TestProject;
import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineageClientUtils;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLineageTest {
  private static final TableName SALES = TableName.of("bronze.sales");
  private static final Plan PLAN = new Plan.Rebuild(Map.of(), "test");

  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> logins = new CopyOnWriteArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private HttpServer server;
  private volatile int status = 200;
  private volatile Duration pause = Duration.ZERO;

  @TempDir private Path folder;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/api/v1/lineage",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          logins.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          try {
            Thread.sleep(pause.toMillis());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    System.setProperty("ingot.env.LINEAGE_TOKEN", "open-sesame");
  }

  @AfterEach
  void stop() {
    server.stop(0);
    System.clearProperty("ingot.env.LINEAGE_TOKEN");
  }

  @Test
  void aServerGetsEachEventWithTheTokenInTheHeaderOnly() {
    run("10s", "url: " + address() + ", token: '${env:LINEAGE_TOKEN}'");

    List<RunEvent> events = bodies.stream().map(OpenLineageClientUtils::runEventFromJson).toList();
    assertThat(events)
        .extracting(event -> event.getJob().getName() + " " + event.getEventType())
        .containsExactly("test START", "bronze.sales START", "bronze.sales FAIL", "test FAIL");
    assertThat(events.get(2).getRun().getFacets().getErrorMessage().getMessage())
        .isEqualTo("failed: it is down");
    assertThat(events.get(1).getRun().getFacets().getParent().getRun().getRunId())
        .isEqualTo(events.get(0).getRun().getRunId());
    assertThat(logins).containsOnly("Bearer open-sesame");
    assertThat(String.join("", bodies)).doesNotContain("open-sesame");
    assertThat(warnings).isEmpty();
  }

  @Test
  void aServerThatRefusesIsAskedNoMoreAndToldOfOnce() {
    status = 500;
    run("10s", "url: " + address());

    assertThat(bodies).hasSize(3);
    assertThat(warnings)
        .containsExactly(
            "Lineage: 4 of 4 events did not reach "
                + address()
                + "/api/v1/lineage: it answered with HTTP 500. The run's data is not concerned.");
  }

  @Test
  void aServerThatHangsHoldsARunNoLongerThanTheTimeout() {
    pause = Duration.ofSeconds(20);
    Instant begun = Instant.now();
    run("500ms", "url: " + address());

    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(5));
    assertThat(warnings).singleElement().asString().contains("4 of 4 events did not reach");
  }

  @Test
  void aSecretThatIsMissingIsToldAndNotWorkedAround() {
    System.clearProperty("ingot.env.LINEAGE_TOKEN");
    run("10s", "url: " + address() + ", token: '${env:LINEAGE_TOKEN}'");

    assertThat(bodies).isEmpty();
    assertThat(warnings).singleElement().asString().contains("${env:LINEAGE_TOKEN}");
  }

  @Test
  void noLineageIsMadeUnlessItIsDeclaredAndAWrongDeclarationIsTold() {
    TestProject project = TestProject.in(folder);
    assertThat(RunLineage.of(project.load(), project.lake(), "r", warnings::add)).isEmpty();

    for (String wrong :
        List.of(
            "{transport: http}",
            "{transport: file, path: out, token: '${env:X}'}",
            "{transport: http, url: 'https://u:p@host/'}",
            "{transport: http, url: 'https://host/', token: in-clear}",
            "{transport: http, url: 'http://host/', token: '${env:X}'}",
            "{transport: http, url: 'https://host/', timeout: 5m}")) {
      project.file("ingot.yml", "name: test\nlake: lake\nlineage: " + wrong + "\n");
      assertThat(ProjectLoader.load(project.path("."), "dev").problems()).as(wrong).isNotEmpty();
    }
  }

  private void run(String timeout, String target) {
    TestProject project =
        TestProject.in(folder)
            .file(
                "ingot.yml",
                """
                name: test
                lake: lake
                connections:
                  drop: {type: files, root: incoming}
                lineage: {transport: http, timeout: %s, %s}
                """
                    .formatted(timeout, target))
            .file("bronze/sales.yml", "source: {connection: drop, path: s/*.csv, format: csv}");
    try (RunLineage lineage =
        RunLineage.of(project.load(), project.lake(), "r", warnings::add).orElseThrow()) {
      lineage.started(SALES, PLAN);
      lineage.ended(
          SALES,
          new Outcome.Failed(List.of(), new SourceException("it is down", new IOException())),
          Duration.ofSeconds(1));
    }
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }
}
