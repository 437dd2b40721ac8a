package io.ingot.quality.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Json;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Published;
import io.ingot.core.batch.Verdict;
import io.ingot.core.error.SourceException;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Outcome;
import io.ingot.core.run.RunRecord;
import io.ingot.core.testkit.Lakes;
import io.ingot.core.watch.MeasureLog;
import io.ingot.core.watch.RunWatchProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsWatchTest {
  private static final TableName SILVER = TableName.of("silver.item");
  private static final TableName BRONZE = TableName.of("bronze.item");
  private static final Instant NOW = Instant.parse("2026-01-07T00:00:00Z");
  private static final Duration SHORT = Duration.ofMillis(500);

  private final List<String> notes = new ArrayList<>();
  @TempDir private Path folder;

  @Test
  void runsArePushedByProcessesThatGoOnCountingAndAFailedOneLeavesTheTables() throws IOException {
    Lake lake = Lakes.in(folder);
    RunRecord one =
        MadeUp.run(
            "20260105T020000000-aaaa",
            "2026-01-05T02:00:00Z",
            0,
            MadeUp.published("silver.item", 10, 0, 0));
    RunRecord lost =
        MadeUp.run(
            "20260105T030000000-bbbb",
            "2026-01-05T03:00:00Z",
            0,
            MadeUp.published("bronze.item", 5, 0, 0));
    RunRecord failed =
        MadeUp.run(
            "20260106T020000000-cccc",
            "2026-01-06T02:00:00Z",
            1,
            MadeUp.ended("silver.item", "failed"));
    try (PushgatewayLikeness server = new PushgatewayLikeness(200, Duration.ZERO)) {
      Project project = project("pushgateway: '" + server.address() + "'");
      new MeasureLog(lake)
          .keep(
              one.run(),
              one.ended(),
              MadeUp.judged(one.run(), "2026-01-05T02:00:00Z", Verdict.Ruling.PASSED, "unique"));
      end(project, lake, one);
      Project dead = project("pushgateway: 'http://127.0.0.1:" + deadPort() + "'");
      end(dead, lake, lost);
      assertThat(notes).singleElement().asString().contains("could not be pushed", "refused");
      // Kept after it was told, as a run does it, and of another project in the same lake.
      keep(lake, one);
      keep(lake, MadeUp.run("20260105T040000000-dddd", "2026-01-05T04:00:00Z", 1));
      lake.files()
          .put(
              "runs/20260105T050000000-eeee.json",
              Json.write(one).replace("\"shop\"", "\"other\"").replace("aaaa", "eeee"));
      end(project, lake, failed);

      assertThat(notes).hasSize(1);
      assertThat(server.requests()).hasSize(2);
      String updated = "data_last_update_timestamp_seconds{dataset=\"silver.item\",";
      assertThat(line(server.bodies().get(1), updated))
          .isEqualTo(line(server.bodies().get(0), updated))
          .endsWith(" 1.7675784E9");
      assertThat(server.bodies().get(1))
          .contains(
              "pipeline_last_run_success{environment=\"dev\",pipeline=\"shop\"} 0.0",
              "pipeline=\"shop\",status=\"success\"} 2.0",
              "pipeline=\"shop\",status=\"failed\"} 2.0",
              "data_quality_score{dataset=\"silver.item\",environment=\"dev\",pipeline=\"shop\"} 1.0",
              "records_processed_total{dataset=\"bronze.item\",environment=\"dev\",pipeline=\"shop\",stage=\"bronze\"} 5.0");

      Told kept = new ToldFile(project, lake).upTo(NOW, Optional.empty());
      lake.files().put("metrics/shop.dev.json", "{not json");
      Told anew = new ToldFile(project, lake).upTo(NOW, Optional.empty());
      assertThat(kept.totals().runs()).containsEntry("success", 2L).containsEntry("failed", 2L);
      // The two whose records were never kept are not known any more.
      assertThat(anew.totals().runs()).containsEntry("success", 1L).containsEntry("failed", 1L);
      assertThat(anew.standing(SILVER).score()).hasValue(1);
    }
  }

  @Test
  void sumsStayWhenSingleRunsAreForgottenAndTheirRecordsDeleted() {
    Lake lake = Lakes.in(folder);
    Project project = project("port: 0");
    ToldFile file = new ToldFile(project, lake);
    keep(
        lake,
        MadeUp.run(
            "20260105T020000000-aaaa",
            "2026-01-05T02:00:00Z",
            0,
            MadeUp.published("silver.item", 10, 0, 0)));
    Told told = file.upTo(NOW.plus(Duration.ofDays(30)), Optional.empty());
    file.keep(told);
    assertThat(told.runs()).isEmpty();

    Told again = file.upTo(NOW.plus(Duration.ofDays(31)), Optional.empty());
    assertThat(again.totals()).isEqualTo(told.totals());
    assertThat(again.totals().runs()).containsEntry("success", 1L);
    lake.files().delete("runs");
    assertThat(file.upTo(NOW.plus(Duration.ofDays(31)), Optional.empty()).totals())
        .isEqualTo(told.totals());
  }

  @Test
  void aRunIsServedWhileItGoesOnAndNotAfter() throws Exception {
    Lake lake = Lakes.in(folder);
    Project project = project("port: 0, bind: 127.0.0.1");
    MetricsWatch watch = watch(project, lake);
    URI address = URI.create("http://127.0.0.1:" + watch.port().orElseThrow() + "/metrics");
    watch.started(BRONZE, new Plan.Rebuild(Map.of(), "test"));
    watch.retrying(BRONZE, 1, Duration.ZERO, "it is down");
    assertThat(get(address))
        .contains(
            "pipeline_stages{environment=\"dev\",pipeline=\"shop\",state=\"retrying\"} 1.0",
            "pipeline_stage_attempts{dataset=\"bronze.item\",environment=\"dev\",pipeline=\"shop\",stage=\"bronze\"} 2.0")
        .doesNotContain("pipeline_stage_records", "pipeline_last_run");

    watch.started(BRONZE, new Plan.Rebuild(Map.of(), "test"));
    watch.ended(
        BRONZE, new Outcome.Done(List.of(batch(new Counts(9, 8, 1, 0)))), Duration.ofSeconds(3));
    watch.ended(
        SILVER,
        new Outcome.Failed(List.of(), new SourceException("it is down", null)),
        Duration.ofSeconds(1));
    assertThat(get(address))
        .contains(
            "pipeline_stages{environment=\"dev\",pipeline=\"shop\",state=\"failed\"} 1.0",
            "pipeline_stages{environment=\"dev\",pipeline=\"shop\",state=\"published\"} 1.0",
            "pipeline_stage_duration_seconds{dataset=\"bronze.item\",environment=\"dev\",pipeline=\"shop\",stage=\"bronze\"} 3.0",
            "kind=\"duplicates\",pipeline=\"shop\",stage=\"bronze\"} 1.0");
    watch.close();
    // The next run in the same place finds the port free.
    try (ServerSocket again =
        new ServerSocket(address.getPort(), 1, InetAddress.getByName(address.getHost()))) {
      assertThat(again.isBound()).isTrue();
    }
    assertThat(notes).isEmpty();
  }

  @Test
  void aPortThatIsTakenIsANoteAndNothingIsHeardOfProjectsThatSayNothing() throws IOException {
    Lake lake = Lakes.in(folder);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      MetricsWatch watch =
          watch(project("port: " + taken.getLocalPort() + ", bind: 127.0.0.1"), lake);
      assertThat(watch.port()).isEmpty();
      assertThat(notes)
          .singleElement()
          .asString()
          .contains("not served on port " + taken.getLocalPort());
      watch.started(BRONZE, new Plan.Rebuild(Map.of(), "test"));
      watch.close();
    }
    watch(project("port: 0, bind: nowhere.invalid"), lake).close();
    assertThat(notes).hasSize(2).last().asString().contains("no address nowhere.invalid");
    RunWatchProvider found =
        ServiceLoader.load(RunWatchProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(MetricsWatches.class::isInstance)
            .findFirst()
            .orElseThrow();
    assertThat(found.of(MadeUp.project(folder, "", ""), lake, "r1", notes::add)).isEmpty();
  }

  private Project project(String metrics) {
    return MadeUp.project(folder, "metrics: {" + metrics + "}", "");
  }

  private MetricsWatch watch(Project project, Lake lake) {
    return new MetricsWatch(project, lake, Clock.fixed(NOW, ZoneOffset.UTC), SHORT, notes::add);
  }

  private void end(Project project, Lake lake, RunRecord record) {
    try (MetricsWatch watch = watch(project, lake)) {
      watch.ended(record);
    }
  }

  private static void keep(Lake lake, RunRecord record) {
    lake.files().put("runs/" + record.run() + ".json", Json.pretty(record));
  }

  private static Published batch(Counts counts) {
    Batch batch = Lakes.batch("bronze.item", 0, "r1");
    return new Published(batch, counts, Map.of(), List.of(), 0, 0);
  }

  private static String line(String text, String beginning) {
    return text.lines().filter(line -> line.startsWith(beginning)).findFirst().orElseThrow();
  }

  private static String get(URI address) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(5))
                // As a Prometheus asks that would rather have native histograms.
                .header(
                    "Accept",
                    "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;"
                        + "encoding=delimited,text/plain;version=0.0.4;q=0.1")
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static int deadPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
