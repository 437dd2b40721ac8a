package io.ingot.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.cli.Console;
import io.ingot.core.cli.Launcher;
import io.ingot.core.error.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrchestratorExamplesTest {
  private static final Path HOME = Path.of(System.getProperty("ingot.home", ".."));

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"airflow, events-prod-daily.py", "argo, events-prod-daily.yaml"})
  void whatIsCommittedIsWhatTheCommandWrites(String tool, String file) throws IOException {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    ExitCode ended =
        new Launcher(ClusterVerbs.all(), Console.to(nowhere, nowhere))
            .launch(
                "orchestrate",
                tool,
                "--project",
                HOME.resolve("conf/events").toString(),
                "--env",
                "prod",
                "--write",
                folder.toString());
    assertThat(ended).isEqualTo(ExitCode.DONE);
    assertThat(folder.resolve(file))
        .hasSameTextualContentAs(
            HOME.resolve("spark-operator/orchestrators").resolve(tool).resolve(file));
  }
}
