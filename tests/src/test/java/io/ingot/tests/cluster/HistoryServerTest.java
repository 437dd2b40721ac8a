package io.ingot.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ingot.tests.testkit.IngotProcess;
import io.ingot.tests.testkit.IngotProcess.Ended;
import io.ingot.tests.testkit.SmallProject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void whatARunDidIsShownInSentencesUntilItIsEnded() throws Exception {
    SmallProject project =
        SmallProject.sales(folder.resolve("sales"))
            .deliver("1.csv", "1,2026-01-01,1.50", "2,2026-01-01,-3", "3,2026-01-02,4");
    Ended ran = IngotProcess.run(project, Map.of(), "-Dspark.eventLog.enabled=true");
    assertThat(ran.exitCode()).as(ran.notes()).isZero();
    JsonNode application = JSON.readTree(ran.results()).get("application");
    assertThat(application.get("logged").asBoolean()).isTrue();
    String id = application.get("id").asText();

    try (IngotProcess history = history(project)) {
      String server = history.awaitResult("Spark's pages of 1 application: ");
      assertThat(server).startsWith("http://127.0.0.1:");

      JsonNode known = application(server);
      assertThat(known.get("id").asText()).isEqualTo(id);
      assertThat(known.get("name").asText()).isEqualTo("ingot run sales");
      assertThat(known.at("/attempts/0/completed").asBoolean()).isTrue();

      String api = server + "api/v1/applications/" + id;
      List<String> queries = descriptions(get(api + "/sql?details=false&length=1000"));
      assertThat(queries)
          .hasSizeGreaterThan(10)
          .allMatch(Sentences::isOne)
          .contains(
              "bronze.sale, batch 0: extract 1 file, 63 bytes and write its rows",
              "silver.sale, batch 0: classify and write the rows of bronze.sale batch 0",
              "gold.daily, batch 0: compute rows from silver.sale version 0 and write them");
      assertThat(descriptions(get(api + "/jobs"))).isNotEmpty().allMatch(Sentences::isOne);
      assertThat(get(server + "history/" + id + "/jobs/").body()).contains("silver.sale, batch 0");

      history.terminate();
      Ended ended = history.await();
      assertThat(ended.exitCode()).as("as after any SIGTERM").isEqualTo(143);
      assertThat(ended.notes().lines()).as(ended.notes()).hasSize(1);
    }
  }

  private IngotProcess history(SmallProject project) {
    return IngotProcess.start(
        folder.resolve("history"),
        List.of(),
        Map.of(),
        "history",
        "--port",
        "0",
        "--project",
        project.folder().toString());
  }

  /** The server reads the folder while it answers already. */
  private static JsonNode application(String server) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      JsonNode all = JSON.readTree(get(server + "api/v1/applications").body());
      if (!all.isEmpty()) {
        return all.get(0);
      }
      Thread.sleep(100);
    }
    throw new AssertionError("The history server shows no application");
  }

  private static List<String> descriptions(HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return StreamSupport.stream(JSON.readTree(answer.body()).spliterator(), false)
        .map(one -> one.path("description").asText())
        .toList();
  }

  private static HttpResponse<String> get(String address) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE).build(),
            BodyHandlers.ofString());
  }
}
