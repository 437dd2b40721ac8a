package io.ingot.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ingot.app.demo.Sources;
import io.ingot.app.demo.events.EventDays;
import io.ingot.tests.testkit.DeltaLogFiles;
import io.ingot.tests.testkit.IngotProcess;
import io.ingot.tests.testkit.IngotProcess.Ended;
import io.ingot.tests.testkit.SmallProject;
import io.ingot.tests.testkit.TableRows;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that dies while it reads a topic, or between two pages of an HTTP interface. */
class KilledSourceTest {
  @TempDir Path folder;

  @Test
  void aTopicIsReadOnceThoughTheProcessDiedOverItAndMoreCameMeanwhile() {
    Path sample = Path.of(System.getProperty("ingot.home"), "conf/events");
    try (Sources sources = EventDays.start(folder)) {
      sources.days().get(0).get();

      Ended killed = activity(sources, sample, List.of("-Dingot.failpoint=AFTER_FILES"), "killed");
      sources.days().get(1).get();
      Ended again = activity(sources, sample, List.of(), "again");

      assertThat(killed.exitCode()).as(killed.notes()).isEqualTo(137);
      assertThat(again.exitCode()).as(again.notes()).isZero();
    }
    Path table = folder.resolve("lake/bronze/activity");
    assertThat(TableRows.rows(table).groupBy("_batch").count().orderBy("_batch").collectAsList())
        .extracting(Row::toString)
        .containsExactly("[0,900]", "[1,300]");
    assertThat(TableRows.rows(table).select("_partition", "_offset").distinct().count())
        .isEqualTo(1200);
    assertThat(DeltaLogFiles.of(table).batches())
        .isEqualTo(Map.of("ingot/dev/bronze.activity#0", List.of(0L, 1L)));
  }

  private Ended activity(Sources sources, Path sample, List<String> options, String name) {
    try (IngotProcess process =
        IngotProcess.start(
            folder.resolve(name),
            options,
            sources.variables(),
            "run",
            "--select",
            "bronze.activity",
            "--project",
            sample.toString())) {
      return process.await();
    }
  }

  @Test
  void aRunThatWasKilledBetweenTwoPagesGoesOnWithTheNext() throws IOException {
    List<String> asked = Collections.synchronizedList(new ArrayList<>());
    AtomicReference<Runnable> onThird = new AtomicReference<>(() -> {});
    HttpServer server = pages(asked, onThird);
    SmallProject project = project(server);
    try {
      try (IngotProcess process = IngotProcess.startRun(project)) {
        onThird.set(process::close);
        assertThat(process.await().exitCode()).isEqualTo(137);
      }
      assertThat(asked).containsExactly("1", "2", "3");
      asked.clear();
      onThird.set(() -> {});

      Ended again = IngotProcess.run(project, Map.of());

      assertThat(again.exitCode()).as(again.notes()).isZero();
      assertThat(asked).as("the rest, and then the next window").containsExactly("3", "4", "1");
      assertThat(
              TableRows.rows(project.folder().resolve("lake/bronze/event"))
                  .select("_raw")
                  .orderBy("_raw")
                  .collectAsList())
          .extracting(Row::toString)
          .containsExactly("[{\"page\":1}]", "[{\"page\":2}]", "[{\"page\":3}]");
    } finally {
      server.stop(0);
    }
  }

  private SmallProject project(HttpServer server) {
    return new SmallProject(folder.resolve("pages"))
        .write(
            "ingot.yml",
            """
            name: pages
            lake: lake
            connections:
              api: {type: rest, url: "http://127.0.0.1:%d", allow_private: true}
            """
                .formatted(server.getAddress().getPort()))
        .write(
            "bronze/event.yml",
            """
            source:
              connection: api
              endpoint: /events
              pages: {type: page, param: page}
              increment: {from: since, to: until, start: 2026-01-01, lag: 0s}
            """);
  }

  /** Three pages of one record each from January on, and nothing after that. */
  private static HttpServer pages(List<String> asked, AtomicReference<Runnable> onThird)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/events",
        exchange -> {
          if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            return;
          }
          String query = exchange.getRequestURI().getQuery();
          String page = query.replaceAll(".*page=([0-9]+).*", "$1");
          asked.add(page);
          if (page.equals("3")) {
            onThird.get().run();
          }
          boolean holds = query.contains("since=2026-01-01T") && !page.equals("4");
          answer(exchange, holds ? "[{\"page\":" + page + "}]" : "[]");
        });
    server.start();
    return server;
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    try (exchange) {
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (IOException e) {
      // Whoever asked is dead.
    }
  }
}
