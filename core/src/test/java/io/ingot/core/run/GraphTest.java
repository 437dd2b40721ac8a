package io.ingot.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.project.Project;
import io.ingot.core.project.ProjectLoader;
import io.ingot.core.project.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphTest {
  private static final String COLUMNS = "from: bronze.a\ncolumns: {id: {type: int, key: true}}\n";

  @TempDir private Path folder;

  @BeforeEach
  void makeProject() throws IOException {
    write("ingot.yml", "name: t\nlake: lake\nconnections: {drop: {type: files, root: in}}\n");
    write("bronze/a.yml", "source: {connection: drop, path: '*.csv', format: csv}\n");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Graph graph() {
    Project project = ProjectLoader.load(folder, "dev").orThrow();
    return Graph.of(project);
  }

  private List<String> ordered() {
    return graph().ordered().stream().map(TableName::toString).toList();
  }

  @Test
  void aTableComesAfterThoseThatItsChecksLookAt() throws IOException {
    write("silver/a.yml", COLUMNS + "checks: [{relates: id, to: silver.c.id}]\n");
    write("silver/b.yml", COLUMNS);
    write("silver/c.yml", COLUMNS);
    write(
        "quality/b.yml",
        "table: silver.b\nchecks: [{query: SELECT id FROM this JOIN silver.a USING (id)}]\n");

    assertThat(ordered()).containsExactly("bronze.a", "silver.c", "silver.a", "silver.b");
    assertThat(graph().parents(TableName.of("silver.a"))).containsExactly(TableName.of("bronze.a"));
    assertThat(graph().downstream(TableName.of("silver.c")))
        .containsExactly(TableName.of("silver.c"));
  }

  @Test
  void aSuiteOnAScheduleHoldsNothingUp() throws IOException {
    write("silver/a.yml", COLUMNS);
    write("silver/b.yml", COLUMNS);
    write(
        "quality/a.yml",
        "table: silver.a\nwhen: schedule\nchecks: [{relates: id, to: silver.b.id}]\n");

    assertThat(ordered()).containsExactly("bronze.a", "silver.a", "silver.b");
  }

  @Test
  void tablesThatAreJudgedByEachOtherOrByThemselvesAreNoCircle() throws IOException {
    write(
        "silver/a.yml",
        COLUMNS + "checks: [{relates: id, to: silver.b.id}, {relates: id, to: silver.a.id}]\n");
    write("silver/b.yml", COLUMNS + "checks: [{relates: id, to: silver.c.id}]\n");
    write("silver/c.yml", COLUMNS + "checks: [{relates: id, to: silver.a.id}]\n");

    assertThat(ordered()).containsExactly("bronze.a", "silver.c", "silver.b", "silver.a");
  }

  @Test
  void aTableIsComputedBeforeItIsJudgedBy() throws IOException {
    write("silver/a.yml", COLUMNS + "checks: [{relates: id, to: gold.b.id}]\n");
    write("gold/b.yml", "write: {mode: replace}\n");
    write("gold/b.sql", "SELECT id FROM silver.a\n");

    assertThat(ordered()).containsExactly("bronze.a", "silver.a", "gold.b");
  }
}
