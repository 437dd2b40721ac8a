package io.ingot.core.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ingot.core.error.ExitCode;
import io.ingot.core.testkit.TestProject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateAgainstTest {
  private static final String SALES =
      "from: bronze.sales\ncolumns:\n  id: {type: bigint}\n  price: {type: double, min: 0}\n";

  @TempDir Path folder;
  private final ByteArrayOutputStream results = new ByteArrayOutputStream();
  private final ByteArrayOutputStream notes = new ByteArrayOutputStream();

  @Test
  void anotherFoldersProjectIsComparedAndOnlyBreakingChangesFail() {
    project("before", SALES);
    project("now", SALES.replace("double", "float"));
    project("tighter", SALES.replace("min: 0", "min: 1"));

    assertThat(validate("now", folder.resolve("before").toString()))
        .isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(results.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "silver/sales.yml:4: breaking: silver.sales: column price changed its type from double"
                + " to float. Take double again, or a new column of the other type",
            "1 change breaks readers, 0 compatible");

    results.reset();
    assertThat(validate("tighter", folder.resolve("before").toString(), "--output", "json"))
        .isEqualTo(ExitCode.DONE);
    assertThat(results.toString(StandardCharsets.UTF_8))
        .contains("\"table\" : \"silver.sales\"", "\"effect\" : \"COMPATIBLE\"", "\"line\" : 4")
        .contains("Rows may now be refused");
  }

  @Test
  void aRevisionOfTheProjectsRepositoryIsCompared() throws Exception {
    assumeTrue(git("--version") == 0, "git is not installed");
    TestProject project = project("repository/data/shop", SALES);
    git("init", "--quiet");
    git("add", "-A");
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "-m", "first");
    git("tag", "released");
    project.file("silver/sales.yml", SALES.replace("  price: {type: double, min: 0}\n", ""));

    assertThat(validate("repository/data/shop", "released")).isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(results.toString(StandardCharsets.UTF_8))
        .contains("silver/sales.yml:2: breaking: silver.sales: column price was removed");

    git("add", "-A");
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "-m", "second");
    assertThat(validate("repository/data/shop", "HEAD")).isEqualTo(ExitCode.DONE);
    assertThat(validate("repository/data/shop", "HEAD~1")).isEqualTo(ExitCode.PROJECT_WRONG);

    assertThat(validate("repository/data/shop", "gone")).isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(notes.toString(StandardCharsets.UTF_8))
        .contains("Cannot compare with 'gone'", "git does not know such a revision");
    notes.reset();
    assertThat(validate("repository/data/shop", "--output=x")).isEqualTo(ExitCode.PROJECT_WRONG);
  }

  @Test
  void aFolderOutsideOfAnyRepositoryHasNoRevisions() throws Exception {
    assumeTrue(git("--version") == 0, "git is not installed");
    project("now", SALES);

    assertThat(validate("now", "main")).isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(notes.toString(StandardCharsets.UTF_8)).contains("Cannot compare with 'main'");
  }

  private ExitCode validate(String project, String against, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "validate", "--project", folder.resolve(project).toString(), "--against", against));
    words.addAll(List.of(more));
    Console console = Console.to(new PrintStream(results, true), new PrintStream(notes, true));
    return new Launcher(Launcher.verbs(), console).launch(words.toArray(String[]::new));
  }

  private TestProject project(String name, String silver) {
    return TestProject.in(folder.resolve(name))
        .file("bronze/sales.yml", "source: {connection: drop, path: \"*.csv\", format: csv}")
        .file("silver/sales.yml", silver);
  }

  private int git(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    Path repository = folder.resolve("repository");
    java.nio.file.Files.createDirectories(repository);
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(repository.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } catch (IOException e) {
      return -1;
    }
  }
}
