package io.ingot.tests.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import io.ingot.core.error.ExitCode;
import io.ingot.tests.testkit.EventDatabase;
import io.ingot.tests.testkit.IngotProcess;
import io.ingot.tests.testkit.IngotProcess.Ended;
import io.ingot.tests.testkit.SmallProject;
import io.ingot.tests.testkit.SmallProject.Said;
import io.ingot.tests.testkit.TableRows;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {
  private static final List<String> CANARIES =
      List.of(
          EventDatabase.PASSWORD,
          "canary-lineage",
          "canary-gone",
          "canary-store",
          "canary-user",
          "canary-mail",
          "canary-hook",
          "canary-encryption",
          "canary-aws",
          "canary-session",
          "AKIACANARY");

  @TempDir Path folder;
  private EventDatabase database;
  private SmallProject project;

  @BeforeEach
  void startDatabase() throws IOException {
    database = EventDatabase.start(folder);
    project = EventDatabase.project(Files.createDirectory(folder.resolve("seen")));
  }

  @AfterEach
  void stopDatabase() {
    inThisProcess().keySet().forEach(name -> System.clearProperty("ingot.env." + name));
    database.close();
  }

  @Test
  void aPasswordIsUsedAndSeenNowhere() throws IOException {
    database.happens(1, "first");
    handEverySecretOver();

    Ended ended = run();

    assertThat(ended.exitCode())
        .as("one of the tables has a source that is not there")
        .isEqualTo(1);
    assertThat(ended.notes())
        .contains(
            "alert channel=team outcome=failed",
            "alert channel=duty outcome=failed",
            "Cannot read gone/public.event");
    project.write(
        "features/event.yml",
        """
        entity: {id: bigint}
        from: silver.event
        event_time: updated_at
        features: {events: {count: "*"}}
        online: {connection: store}
        """);
    Said asked = project.say("features", "verify");
    assertThat(asked.code()).as(asked.notes()).isEqualTo(ExitCode.CRASH);
    assertThat(asked.notes()).contains("store");
    Said report = project.say("report", "--out", project.folder().resolve("page.html").toString());
    assertThat(report.code()).as(report.notes()).isEqualTo(ExitCode.DONE);

    assertThat(project.files("lake/_ingot/spark-events")).anyMatch(file -> file.endsWith(".zstd"));
    assertThat(project.files("lake/_ingot/runs")).hasSize(1);
    assertThat(TableRows.of(project)).containsKeys("bronze.event", "silver.event");
    for (String canary : CANARIES) {
      assertThat(ended.results() + ended.notes() + asked.results() + asked.notes())
          .contains("bronze.event")
          .doesNotContain(canary);
      assertThat(filesWith(canary)).as(canary).isEmpty();
      assertThat(TableRows.of(project).toString()).doesNotContain(canary);
    }
    assertThat(filesWith("silver.event, batch 0: classify"))
        .as("the search does find what is there")
        .anyMatch(file -> file.toString().endsWith(".zstd"));
  }

  /** Every kind of secret, in every way in which one is given. */
  private void handEverySecretOver() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "canary-lineage");
    String main = Files.readString(project.folder().resolve("ingot.yml"));
    project
        .write(
            "ingot.yml",
            main
                + """
                  gone: {type: jdbc, url: "jdbc:postgresql://127.0.0.1:1/none", user: reader, password: "${env:GONE_PASSWORD}"}
                  store: {type: redis, nodes: "127.0.0.1:1", password: "${env:STORE_PASSWORD}"}
                lineage: {transport: http, url: "http://127.0.0.1:1", token: "${file:TOKEN}", timeout: 1s}
                alerts:
                  channels:
                    team: {type: slack, url: "${env:TEAM_HOOK}"}
                    duty:
                      type: email
                      host: 127.0.0.1
                      port: 1
                      user: ${env:DUTY_USER}
                      password: ${env:DUTY_PASSWORD}
                      from: ingot@example.com
                      to: [duty@example.com]
                s3: {credentials: environment}
                retry: {attempts: 1}
                """
                    .replace("TOKEN", token.toString()))
        .write("bronze/gone.yml", "source: {connection: gone, table: public.event}\n")
        .write(
            "silver/event.yml",
            """
            from: bronze.event
            columns:
              id: {type: bigint, key: true}
              name: {type: string}
              updated_at: {type: timestamp}
            write: {mode: merge}
            """);
    inThisProcess().forEach((name, value) -> System.setProperty("ingot.env." + name, value));
  }

  /** What the commands need that are given in this JVM. */
  private Map<String, String> inThisProcess() {
    Map<String, String> variables = new HashMap<>(database.variables());
    variables.put("STORE_PASSWORD", "canary-store");
    variables.put("TEAM_HOOK", "http://127.0.0.1:1/canary-hook");
    variables.put("DUTY_USER", "canary-user");
    return variables;
  }

  private Ended run() {
    Map<String, String> variables = new HashMap<>(database.variables());
    variables.putAll(
        Map.of(
            "GONE_PASSWORD", "canary-gone",
            "STORE_PASSWORD", "canary-store",
            "DUTY_USER", "canary-user",
            "DUTY_PASSWORD", "canary-mail",
            "AWS_ACCESS_KEY_ID", "AKIACANARY",
            "AWS_SECRET_ACCESS_KEY", "canary-aws",
            "AWS_SESSION_TOKEN", "canary-session"));
    return IngotProcess.run(
        project,
        variables,
        "-Dspark.eventLog.enabled=true",
        "-Dspark.hadoop.fs.s3a.encryption.key=canary-encryption",
        "-Dingot.env.TEAM_HOOK=http://127.0.0.1:1/canary-hook");
  }

  @Test
  void aDatabaseThatRefusesOrIsNotThereIsToldWithoutThePassword() {
    assertToldWithout(canary() + "-wrong", Map.of("EVENTS_PASSWORD", canary() + "-wrong"));
    assertToldWithout(canary(), Map.of("EVENTS_JDBC", "jdbc:postgresql://localhost:1/none"));
  }

  private void assertToldWithout(String secret, Map<String, String> changed) {
    Map<String, String> variables = new HashMap<>(database.variables());
    variables.putAll(changed);
    variables.forEach((name, value) -> System.setProperty("ingot.env." + name, value));

    for (String verb : List.of("plan", "run")) {
      Said said = project.say(verb);
      assertThat(said.code()).isEqualTo(ExitCode.CRASH);
      assertThat(said.results() + said.notes())
          .contains("Cannot read shop/public.event")
          .doesNotContain(secret);
    }
    assertThat(filesWith(secret)).isEmpty();
  }

  private static String canary() {
    return EventDatabase.PASSWORD;
  }

  /** The files below the project's folder that hold a text, whatever else is in them. */
  private List<Path> filesWith(String text) {
    try (Stream<Path> files = Files.walk(project.folder())) {
      return files.filter(Files::isRegularFile).filter(file -> holds(file, text)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot search", e);
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      // Latin-1 keeps every byte, so nothing hides in a file that is no text.
      return new String(bytes(file), StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  /** As they were before they were packed, where an event log is. */
  private static byte[] bytes(Path file) throws IOException {
    if (!file.toString().endsWith(".zstd")) {
      return Files.readAllBytes(file);
    }
    try (InputStream packed = Files.newInputStream(file);
        ZstdInputStream unpacked = new ZstdInputStream(packed).setContinuous(true)) {
      return unpacked.readAllBytes();
    }
  }
}
