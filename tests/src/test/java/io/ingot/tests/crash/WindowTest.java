package io.ingot.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ingot.tests.testkit.DeltaLogFiles;
import io.ingot.tests.testkit.EventDatabase;
import io.ingot.tests.testkit.IngotProcess;
import io.ingot.tests.testkit.IngotProcess.Ended;
import io.ingot.tests.testkit.SmallProject;
import io.ingot.tests.testkit.TableRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowTest {
  private static final String PLANS = "lake/_ingot/plans/bronze.event";

  @TempDir Path folder;
  private EventDatabase database;

  @BeforeEach
  void startDatabase() {
    database = EventDatabase.start(folder);
    database.variables().forEach((name, value) -> System.setProperty("ingot.env." + name, value));
  }

  @AfterEach
  void stopDatabase() {
    database.variables().keySet().forEach(name -> System.clearProperty("ingot.env." + name));
    database.close();
  }

  @Test
  void aRetryTakesTheWindowThatWasPlannedAndTheRestComesNext() throws IOException {
    SmallProject project = EventDatabase.project(folder.resolve("events"));
    database.happens(1, "before the plan");
    Ended killed =
        IngotProcess.run(
            project, database.variables(), "-Dingot.failpoint=AFTER_FILES@bronze.event");
    assertThat(killed.exitCode()).as(killed.notes()).isEqualTo(137);
    JsonNode planned = plan(project);

    database.happens(2, "between plan and retry");
    assertThat(project.run().exitCode()).isZero();

    Path table = project.folder().resolve("lake/bronze/event");
    List<JsonNode> batches = DeltaLogFiles.of(table).records();
    assertThat(batches).hasSize(2);
    assertThat(batches.get(0).at("/plan/window")).isEqualTo(planned.get("window"));
    assertThat(batches.get(1).at("/plan/window/lo")).isEqualTo(planned.at("/window/hi"));
    assertThat(TableRows.rows(table).select("id", "name", "_batch").orderBy("id").collectAsList())
        .extracting(Row::toString)
        .containsExactly("[1,before the plan,0]", "[2,between plan and retry,1]");
    assertThat(DeltaLogFiles.of(table).batches())
        .isEqualTo(Map.of("ingot/dev/bronze.event#0", List.of(0L, 1L)));
  }

  private static JsonNode plan(SmallProject project) throws IOException {
    List<String> plans =
        project.files(PLANS).stream().filter(name -> !name.startsWith(".")).toList();
    assertThat(plans).hasSize(1);
    Path file = project.folder().resolve(PLANS).resolve(plans.get(0));
    return new ObjectMapper().readTree(Files.readString(file));
  }
}
