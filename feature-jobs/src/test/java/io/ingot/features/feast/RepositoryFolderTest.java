package io.ingot.features.feast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Serving;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryFolderTest {
  @TempDir private Path folder;

  @Test
  void filesAreWrittenAnewUntilSomebodyMakesThemHisOwn() throws IOException {
    write("one");
    Files.writeString(folder.resolve("feature_store.yaml"), "project: mine\n");
    assertThat(write("two"))
        .containsExactly(
            new RepositoryFolder.Written("registry.db", true),
            new RepositoryFolder.Written("feature_store.yaml", false),
            new RepositoryFolder.Written("definitions.py", true));
    assertThat(folder.resolve("feature_store.yaml")).hasContent("project: mine");
    assertThat(Files.readAllBytes(folder.resolve("registry.db")))
        .isEqualTo(RegistryFile.bytes(repository("two"), Instant.EPOCH));
  }

  @Test
  void nothingElseIsLeftInTheFolder() throws IOException {
    write("one");
    write("two");
    assertThat(folder.resolve("feature_store.yaml")).content().contains("project: two\n");
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("registry.db", "feature_store.yaml", "definitions.py");
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(
            () ->
                new RepositoryFolder(file)
                    .write(repository("one"), Optional.empty(), Instant.EPOCH))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("Name another folder by --out.");
  }

  private List<RepositoryFolder.Written> write(String project) {
    return new RepositoryFolder(folder).write(repository(project), Optional.empty(), Instant.EPOCH);
  }

  private static FeastRepository repository(String project) {
    return FeastRepository.of(project, Serving.nothing(), List.of(), Optional.empty());
  }
}
