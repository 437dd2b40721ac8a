package io.ingot.tests.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.error.ExitCode;
import io.ingot.tests.testkit.EventDatabase;
import io.ingot.tests.testkit.IngotProcess;
import io.ingot.tests.testkit.IngotProcess.Ended;
import io.ingot.tests.testkit.SmallProject;
import io.ingot.tests.testkit.SmallProject.Said;
import java.io.IOException;
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
    database.variables().keySet().forEach(name -> System.clearProperty("ingot.env." + name));
    database.close();
  }

  @Test
  void aPasswordIsUsedAndSeenNowhere() throws IOException {
    database.happens(1, "first");
    Path eventLog = Files.createDirectory(project.folder().resolve("spark-events"));

    Ended ended =
        IngotProcess.run(
            project,
            database.variables(),
            "-Dspark.eventLog.enabled=true",
            "-Dspark.eventLog.dir=" + eventLog.toUri());

    assertThat(ended.exitCode()).as(ended.notes()).isZero();
    assertThat(ended.results() + ended.notes()).contains("bronze.event").doesNotContain(canary());
    assertThat(project.files("spark-events")).isNotEmpty();
    assertThat(filesWith("bronze.event")).as("the search does find what is there").isNotEmpty();
    assertThat(filesWith(canary())).isEmpty();
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
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
