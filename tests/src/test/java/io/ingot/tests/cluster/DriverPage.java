package io.ingot.tests.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ingot.tests.testkit.IngotProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** What a running driver tells of its work by its page. */
record DriverPage(int port) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  /** A page on a port that nothing else uses. */
  static DriverPage onFreePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new DriverPage(socket.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException("There is no free port", e);
    }
  }

  /** The options of spark-submit that open it, with numbers that are never old. */
  List<String> options() {
    return List.of("--conf", "spark.ui.port=" + port, "--conf", "spark.ui.liveUpdate.period=0");
  }

  /**
   * Waits for work of a table that is under way.
   *
   * @param wanted about one of Spark's stages
   */
  void await(IngotProcess driver, String table, Predicate<JsonNode> wanted) {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end) && driver.isAlive()) {
      if (active().stream()
          .filter(stage -> stage.get("schedulingPool").asText().equals(table))
          .anyMatch(wanted)) {
        return;
      }
      pause();
    }
    throw new AssertionError(
        "No such work of "
            + table
            + " was seen; "
            + (driver.isAlive() ? "the driver still runs" : "the driver ended: " + driver.await()));
  }

  /** The id of an executor that is at work. */
  String executorAtWork() {
    return list("allexecutors").stream()
        .filter(executor -> !executor.get("id").asText().equals("driver"))
        .filter(executor -> executor.get("isActive").asBoolean())
        .max((a, b) -> Integer.compare(tasks(a), tasks(b)))
        .map(executor -> executor.get("id").asText())
        .orElseThrow(() -> new AssertionError("There is no executor"));
  }

  private static int tasks(JsonNode executor) {
    return executor.get("totalTasks").asInt();
  }

  private List<JsonNode> active() {
    return list("stages?status=active");
  }

  /** Nothing where the page is not open yet. */
  private List<JsonNode> list(String what) {
    String pages = "http://127.0.0.1:" + port + "/api/v1/applications";
    try {
      JsonNode applications = JSON.readTree(URI.create(pages).toURL());
      String id = applications.get(0).get("id").asText();
      JsonNode found = JSON.readTree(URI.create(pages + "/" + id + "/" + what).toURL());
      return StreamSupport.stream(found.spliterator(), false).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while looking at a driver", e);
    }
  }
}
