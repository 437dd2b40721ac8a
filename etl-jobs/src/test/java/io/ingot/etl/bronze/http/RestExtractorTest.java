package io.ingot.etl.bronze.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Plans;
import io.ingot.core.error.GapException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.error.SourceException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.Connection;
import io.ingot.core.project.Project;
import io.ingot.core.project.Source;
import io.ingot.core.project.TableName;
import io.ingot.core.run.StageContext;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import io.ingot.etl.bronze.BronzeStage;
import io.ingot.etl.bronze.http.client.Asked;
import io.ingot.etl.bronze.http.client.ClockedServer;
import io.ingot.etl.bronze.http.client.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestExtractorTest {
  private static final String EVENTS = "bronze.events";
  private static final String HIGH = "hi/api/v1/events";

  @TempDir Path folder;
  private final TreeMap<String, String> events = new TreeMap<>();
  private ClockedServer server;
  private TestProject project;

  @BeforeEach
  void start() throws IOException {
    server = ClockedServer.answering(this::window).at("2026-03-01T00:10:00Z");
    project =
        TestProject.in(folder)
            .file(
                "ingot.yml",
                """
                name: test
                lake: lake
                connections:
                  api: {type: rest, url: "%s", allow_private: true}
                """
                    .formatted(server.url()));
    declare("increment: {from: since, to: until, format: iso, start: 2026-03-01, max_window: 2h}");
    events.put("2026-03-01T00:00:00Z", "{\"id\": 12345678901234567890, \"price\": 1.10}");
    events.put("2026-03-01T00:04:59Z", "{ \"id\":2 }");
    events.put("2026-03-01T00:05:00Z", "{\"id\":3}");
  }

  private void declare(String increment) {
    project.file(
        "bronze/events.yml",
        """
        source:
          connection: api
          endpoint: /v1/events
          records: items
          pages: {type: cursor, from: next, param: after}
          %s
        retry: {attempts: 2, pause: 1ms, at_most: 1ms}
        """
            .formatted(increment));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void eachWindowIsTakenOnceByTheServersClockAndEveryRecordKeptAsItCame() {
    assertThat(project.run().counts(EVENTS).read()).isEqualTo(2);
    assertThat(bound()).isEqualTo("2026-03-01T00:05:00Z");
    assertThat(project.rows(EVENTS, "_raw", "_corrupt", "_source", "_batch"))
        .containsExactly(
            "[{ \"id\":2 },null,[api/v1/events,null,null,1],0]",
            "[{\"id\": 12345678901234567890, \"price\": 1.10},null,[api/v1/events,null,null,0],0]");
    assertThat(landings()).isEmpty();

    assertThat(project.run().outcome(EVENTS).word()).isEqualTo("unchanged");

    server.at("2026-03-01T03:05:00Z");
    assertThat(project.run().outcome(EVENTS).batches()).hasSize(2);
    assertThat(bound()).isEqualTo("2026-03-01T03:00:00Z");
    assertThat(project.rows(EVENTS, "get_json_object(_raw, '$.id')", "_batch"))
        .containsExactly("[12345678901234567890,0]", "[2,0]", "[3,1]");
    assertThat(windows())
        .containsExactly(
            "2026-03-01T00:00:00Z to 2026-03-01T00:05:00Z",
            "2026-03-01T00:05:00Z to 2026-03-01T02:05:00Z",
            "2026-03-01T02:05:00Z to 2026-03-01T03:00:00Z");
  }

  @Test
  void aRunThatWasKilledGoesOnWithThePageAfterTheLast() {
    Batch killed = planAhead();
    server.script(
        asked ->
            switch (asked.param("after")) {
              case "" -> page("{\"id\":1}", "\"b\"");
              case "b" -> page("{\"id\":2}", "\"c\"");
              default -> Reply.status(500);
            });
    StageContext context = project.context();
    assertThatThrownBy(() -> extractor().read(context.lake(), killed))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("answered 500");
    int asked = server.queries().size();
    assertThat(asked).isEqualTo(4);

    // Time goes on meanwhile, and the first pages are not what they were.
    server.at("2026-03-02T00:00:00Z");
    server.script(
        one ->
            one.param("after").equals("c")
                ? page("{\"id\":3}", "null")
                : page("{\"id\":9}", "null"));
    List<Row> rows = extractor().read(context.lake(), killed).rows().collectAsList();

    assertThat(rows)
        .extracting(row -> row.getString(0) + row.getStruct(3).getLong(3))
        .containsExactlyInAnyOrder("{\"id\":1}0", "{\"id\":2}1", "{\"id\":3}2");
    assertThat(after()).last().isEqualTo("c");
    assertThat(server.queries()).hasSize(asked + 1);

    declare("increment: {from: since, to: until, format: iso, start: 2026-03-01, max_window: 9d}");
    Batch other = planAhead();
    extractor().read(context.lake(), other);
    assertThat(after()).as("another declaration takes no page of this one").last().isEqualTo("");
    assertThat(landings()).hasSize(2);
  }

  @Test
  void theNextRunFinishesTheWindowOfOneThatWasKilledAndCleansUpAfterIt() {
    Batch killed = planAhead();
    server.script(
        asked -> asked.param("after").isEmpty() ? page("{\"id\":1}", "\"b\"") : Reply.status(500));
    assertThatThrownBy(() -> extractor().read(project.context().lake(), killed))
        .isInstanceOf(SourceException.class);
    server.script(
        asked -> asked.param("after").equals("b") ? page("{\"id\":2}", "null") : page("", "null"));

    project.lake().files().land("landing/bronze.events/extract-0-0-ab/0-0.json", new byte[] {'['});
    project.lake().files().land("landing/bronze.events/backfill-0-0-ab/0-0.json", new byte[] {'['});

    project.run();

    assertThat(project.rows(EVENTS, "_raw", "_batch"))
        .containsExactly("[{\"id\":1},0]", "[{\"id\":2},0]");
    assertThat(landings()).as("only another's work is left").containsExactly("backfill-0-0-ab");
  }

  @Test
  void pagesThatAnotherRunChangesMeanwhileAreNotTaken() {
    Batch batch = planAhead();
    Lake lake = project.context().lake();
    Dataset<Row> rows = extractor().read(lake, batch).rows();
    String first = "landing/" + EVENTS + "/" + landings().get(0) + "/0-0.json";

    lake.files().land(first, "{\"items\": []}".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(rows::collectAsList).hasStackTraceContaining("0-0.json is another one");

    lake.files().delete(first);
    assertThatThrownBy(() -> extractor().read(lake, batch))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("its landed pages changed while they were read (some went)");
  }

  @Test
  void anAnswerThatIsNoPageChangesNothing() {
    project.run();
    long version = project.version(EVENTS);
    server.at("2026-03-01T01:05:00Z");
    server.script(
        asked ->
            asked.param("after").isEmpty()
                ? page("{\"id\":3}", "\"b\"")
                : Reply.of(200, "text/html", "<html>maintenance</html>"));

    TestRun failed = project.run();

    assertThat(failed.failure(EVENTS))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("api/v1/events, page 2: the answer is text/html");
    assertThat(project.version(EVENTS)).isEqualTo(version);
    assertThat(bound()).isEqualTo("2026-03-01T00:05:00Z");
    assertThat(landings()).isEmpty();

    server.script(this::window);
    assertThat(project.run().counts(EVENTS).read()).isEqualTo(1);
    assertThat(project.rows(EVENTS, "get_json_object(_raw, '$.id')"))
        .containsExactly("[12345678901234567890]", "[2]", "[3]");
  }

  @Test
  void anEndpointThatCannotBeAskedByTimeIsTakenWholeEachTime() {
    declare("params: {kind: all}");
    server.script(asked -> page("{\"id\":1}, [2], null", "null"));

    project.run();
    assertThat(project.run().counts(EVENTS).read()).isEqualTo(3);

    assertThat(project.rows(EVENTS, "_raw", "_corrupt", "_batch"))
        .containsExactly(
            "[[2],[2],0]",
            "[[2],[2],1]",
            "[null,null,0]",
            "[null,null,1]",
            "[{\"id\":1},null,0]",
            "[{\"id\":1},null,1]");
    assertThat(project.rows(EVENTS, "_raw is null")).doesNotContain("[true]");
    assertThat(server.queries()).containsOnly("kind=all");
    assertThatThrownBy(() -> extractor().boundsAt(project.lake(), state(), "2026-03-01"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("has no 'increment'");

    declare("increment: {from: since, to: until, start: 2026-03-01}");
    assertThat(project.run().failure(EVENTS)).isInstanceOf(GapException.class);
  }

  @Test
  void aWindowCanBeMovedAndReadAgainWithinWhatHasPassed() {
    declare("increment: {from: day, format: day, start: 2026-03-01}");
    server.at("2026-03-04T12:00:00Z");
    server.script(asked -> page("\"" + asked.param("day") + "\"", "null"));
    project.run();
    assertThat(project.rows(EVENTS, "_corrupt", "_fault", "_source.position"))
        .containsExactly(
            "[\"2026-03-01\",NOT_OBJECT,0]",
            "[\"2026-03-02\",NOT_OBJECT,1]",
            "[\"2026-03-03\",NOT_OBJECT,2]");
    assertThat(bound()).isEqualTo("2026-03-04T00:00:00Z");

    RestExtractor extractor = extractor();
    assertThat(extractor.behind(project.lake(), state())).isEqualTo("12 h");
    assertThat(extractor.boundsAt(project.lake(), state(), "2026-03-02T10:00:00Z"))
        .isEqualTo(Map.of(HIGH, micros("2026-03-02T00:00:00Z")));
    assertThatThrownBy(() -> extractor.boundsAt(project.lake(), state(), "2026-03-05"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("2026-03-04T12:00:00Z only");
    assertThatThrownBy(() -> extractor.boundsAt(project.lake(), state(), "yesterday"))
        .isInstanceOf(ProjectException.class);

    assertThat(closed("2026-03-02T10:00:00Z", "2026-03-03T00:00:00Z"))
        .isEqualTo("[2026-03-02T00:00:00Z, 2026-03-03T00:00:00Z)");
    assertThatThrownBy(() -> closed("2026-03-02T00:00:00Z", "2026-03-04T00:00:01Z"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("read up to 2026-03-04T00:00:00Z");
    assertThatThrownBy(() -> closed("2026-03-03T00:00:00Z", "2026-03-03T00:00:00Z"))
        .isInstanceOf(ProjectException.class);
  }

  /** What the interface holds of the window that is asked for, one record a page. */
  private Reply window(Asked asked) {
    String from = asked.param("since").replace("%3A", ":");
    String to = asked.param("until").replace("%3A", ":");
    if (from.isEmpty()) {
      return Reply.of(400, "application/json", "{\"error\": \"since is missing\"}");
    }
    List<String> records = events.subMap(from, to).values().stream().collect(Collectors.toList());
    int page = asked.param("after").isEmpty() ? 0 : Integer.parseInt(asked.param("after"));
    return records.isEmpty()
        ? page("", "null")
        : page(records.get(page), page + 1 < records.size() ? String.valueOf(page + 1) : "null");
  }

  private static Reply page(String items, String next) {
    return Reply.json("{\"items\": [" + items + "], \"next\": " + next + "}");
  }

  /** The windows of the first pages that were asked for. */
  private List<String> windows() {
    return server.queries().stream()
        .filter(query -> query.startsWith("since") && !query.contains("after"))
        .map(query -> query.replace("%3A", ":").replace("since=", "").replace("&until=", " to "))
        .toList();
  }

  private List<String> after() {
    return server.queries().stream()
        .map(query -> query.replaceFirst(".*&until=[^&]*(&after=)?", ""))
        .toList();
  }

  private List<String> landings() {
    return project.lake().files().folders("landing/" + EVENTS);
  }

  private RestExtractor extractor() {
    Project loaded = project.load();
    BronzeTable declared = (BronzeTable) loaded.tables().get(TableName.of(EVENTS));
    return new RestExtractor(
        declared,
        (Source.Endpoint) declared.source(),
        (Connection.Rest) loaded.connections().get(declared.source().connection()),
        loaded.retry(declared));
  }

  private TableState state() {
    return project.lake().table(TableName.of(EVENTS)).state();
  }

  private String bound() {
    return Instant.EPOCH.plusSeconds(state().bounds().get(HIGH) / 1_000_000).toString();
  }

  private static long micros(String at) {
    return Instant.parse(at).getEpochSecond() * 1_000_000;
  }

  private String closed(String from, String to) {
    return extractor()
        .closed(project.lake(), state(), Instant.parse(from), Instant.parse(to))
        .describe();
  }

  /** Leaves the table as a run does that is killed once its plan is written. */
  private Batch planAhead() {
    StageContext context = project.context();
    BronzeTable table = (BronzeTable) context.project().tables().get(TableName.of(EVENTS));
    Plan plan = new BronzeStage(table).plan(context);
    return new Plans(context.lake())
        .writeAhead(
            new Batch(table.name(), 0, 0, plan, table.definitionHash(), "killed", Instant.EPOCH));
  }
}
