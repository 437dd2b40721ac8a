package io.ingot.quality.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ingot.core.batch.Verdict;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.Launcher;
import io.ingot.core.error.ExitCode;
import io.ingot.core.project.Channel.Trouble;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.TestProject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotifierTest {
  private static final Patience SHORT =
      new Patience(
          Duration.ofMillis(500), 2, Duration.ofMillis(10), Duration.ZERO, Duration.ofSeconds(3));

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final TableName STORES = TableName.of("silver.stores");

  @TempDir Path folder;
  private final Secrets secrets = new Secrets();
  private final List<String> notes = new ArrayList<>();
  private Hook alive;
  private Hook ailing;
  private TestProject project;

  @BeforeEach
  void writeProject() throws IOException {
    alive = new Hook();
    ailing = new Hook();
    project =
        TestProject.in(folder)
            .file(
                "ingot.yml",
                """
                name: shop
                lake: lake
                connections:
                  drop: {type: files, root: incoming}
                alerts:
                  repeat: 6h
                  link: https://logs.example.org/{run}
                  channels:
                    "data team": {type: webhook, url: "%s", samples: true}
                    ops: {type: slack, url: "%s"}
                """
                    .formatted(secrets.reference(alive.url()), secrets.reference(ailing.url())))
            .file(
                "bronze/stores.yml", "source: {connection: drop, path: 'stores*.csv', format: csv}")
            .file(
                "silver/stores.yml",
                """
                from: bronze.stores
                columns:
                  id: {type: bigint, key: true}
                  city: {type: string}
                """);
  }

  @AfterEach
  void close() {
    alive.close();
    ailing.close();
    secrets.close();
  }

  @Test
  void eachChannelIsToldOnceAcrossProcessesAndOneThatFailedIsToldNextTime() throws IOException {
    ailing.then(404, "X", "y");
    tell(0, broken());

    assertThat(notes)
        .containsExactly(
            "alert channel=\"data team\" outcome=accepted",
            "alert channel=ops outcome=failed reason=\"it answered with HTTP 404\"");
    JsonNode first = json(alive, 0);
    assertThat(first.get("headline").asText()).isEqualTo("shop (dev): 1 batch refused");
    assertThat(first.get("link").asText()).isEqualTo("https://logs.example.org/run-0");
    assertThat(first.get("troubles").get(0))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"trouble": "refused", "table": "silver.stores", "check": "complete city",
                     "measured": "0.5 of 2 rows", "value": 0.5, "wanted": "at least 99%",
                     "owner": "stores team", "sample": "id='7', city=canary-row",
                     "run": "run-0", "since": "2026-01-01T00:00:00Z"}
                    """));
    assertThat(filesWith("0.5 of 2 rows")).as("the search finds what is kept").hasSize(2);
    assertThat(filesWith("canary")).isEmpty();

    tell(1);
    assertThat(alive.bodies()).hasSize(1);
    assertThat(ailing.bodies()).as("what it is owed, from a run that looked at nothing").hasSize(2);
    assertThat(ailing.bodies().get(1)).contains("complete city").doesNotContain("canary-row");

    tell(2, broken());
    assertThat(alive.bodies()).hasSize(1);
    assertThat(ailing.bodies()).hasSize(2);

    tell(6, broken());
    assertThat(alive.bodies()).hasSize(2);
    assertThat(ailing.bodies()).as("told at one o'clock").hasSize(2);

    well(8);
    well(9);
    assertThat(alive.bodies()).hasSize(3);
    assertThat(ailing.bodies()).hasSize(3);
    JsonNode last = json(alive, 2);
    assertThat(last.get("headline").asText()).isEqualTo("shop (dev): 1 well again");
    assertThat(last.at("/resolved/0/check").asText()).isEqualTo("complete city");
    assertThat(last.at("/resolved/0/over").asText()).isEqualTo("2026-01-01T08:00:00Z");
    assertThat(files("lake/_ingot/alerts")).isEmpty();
    assertThat(String.join("\n", notes)).doesNotContain("canary").doesNotContain("127.0.0.1");
  }

  @Test
  void aChannelWhoseMemoryIsSpoiltIsToldAgain() throws IOException {
    tell(0, broken());
    for (Path file : files("lake/_ingot/alerts")) {
      Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
      Files.writeString(file, "{spoilt");
    }
    tell(1, broken());

    assertThat(alive.bodies()).hasSize(2);
    assertThat(notes)
        .contains(
            "alert channel=ops outcome=forgotten reason=\"what it was told cannot be read:"
                + " IllegalArgumentException\"");
    tell(2, broken());
    assertThat(alive.bodies()).hasSize(2);
  }

  @Test
  void whatAnotherLooksAtIsNotTakenBack() {
    Notifier run = notifier("run");
    Notifier check = notifier("check");
    check.tell(seen(0, Set.of(), broken()));
    run.tell(seen(1, Set.of(new Looked(STORES, Trouble.REFUSED))));
    assertThat(alive.bodies()).hasSize(1);

    check.tell(seen(2, Set.of(new Looked(STORES, Trouble.REFUSED))));
    assertThat(alive.bodies()).hasSize(2);
  }

  @Test
  void aPersonCanTryTheChannels() {
    ailing.then(403, "X", "y");

    String both = said(ExitCode.CRASH, "quality", "notify");
    String one = said(ExitCode.DONE, "quality", "notify", "data team");
    String none = said(ExitCode.PROJECT_WRONG, "quality", "notify", "nobody");

    assertThat(both.lines())
        .containsExactly(
            "channel    type     outcome   reason",
            "data team  webhook  accepted",
            "ops        slack    failed    it answered with HTTP 403");
    assertThat(one).contains("accepted").doesNotContain("ops");
    assertThat(none).contains("There is no channel 'nobody'. Channels: data team, ops.");
    assertThat(alive.bodies()).hasSize(2);
    assertThat(alive.bodies().get(0)).contains("this is a test message; nothing is wrong");
  }

  private String said(ExitCode code, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    ExitCode ended =
        new Launcher(List.of(new NotifyVerb(SHORT)), Console.to(stream, stream))
            .launch(
                Stream.concat(Stream.of(words), Stream.of("--project", folder.toString()))
                    .toArray(String[]::new));
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(ended).as(text).isEqualTo(code);
    return text;
  }

  /** Each time by a notifier of its own, as another process would. */
  private void tell(int hour, Notice... wrong) {
    notifier("run").tell(seen(hour, Set.of(), wrong));
  }

  private void well(int hour) {
    notifier("run").tell(seen(hour, Set.of(new Looked(STORES, Trouble.REFUSED))));
  }

  private Notifier notifier(String who) {
    return new Notifier(project.load(), project.lake(), who, SHORT, notes::add);
  }

  private static Seen seen(int hour, Set<Looked> looked, Notice... wrong) {
    return new Seen(
        Optional.of("run-" + hour),
        START.plus(Duration.ofHours(hour)),
        List.of(wrong),
        looked,
        List.of());
  }

  private static Notice broken() {
    return Notice.of(
        STORES,
        Trouble.REFUSED,
        Verdict.of("complete city", Verdict.Ruling.REFUSED, "0.5 of 2 rows")
            .measuring(0.5)
            .wanting("at least 99%")
            .ownedBy(Optional.of("stores team"))
            .showing(List.of("id='7', city=canary-row")));
  }

  private static JsonNode json(Hook hook, int number) throws IOException {
    return new ObjectMapper().readTree(hook.bodies().get(number));
  }

  private List<Path> filesWith(String text) {
    return files("lake").stream()
        .filter(
            file -> {
              try {
                return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .toList();
  }

  private List<Path> files(String below) {
    if (!Files.exists(folder.resolve(below))) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder.resolve(below))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
