package io.ingot.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.project.Project;
import io.ingot.core.project.ProjectLoader;
import io.ingot.core.project.TableName;
import io.ingot.core.report.GraphLayout.Place;
import io.ingot.core.run.Graph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphLayoutTest {
  private static final int CHAINS = 60;

  @TempDir Path folder;

  @BeforeEach
  void makeProject() throws IOException {
    write("ingot.yml", "name: t\nlake: lake\nconnections: {drop: {type: files, root: in}}\n");
    for (int i = 0; i < CHAINS; i++) {
      write("bronze/t" + i + ".yml", "source: {connection: drop, path: '*.csv', format: csv}\n");
      write("silver/t" + i + ".yml", "from: bronze.t" + i + "\ncolumns: {id: {type: bigint}}\n");
      write("gold/t" + i + ".yml", "tags: [x]\n");
      String other = i < CHAINS / 2 ? "silver.t" + (CHAINS - 1 - i) : "gold.t" + (i - CHAINS / 2);
      write(
          "gold/t" + i + ".sql",
          "SELECT a.id FROM silver.t" + i + " AS a JOIN " + other + " AS b ON a.id = b.id\n");
    }
  }

  @Test
  void everyArrowGoesToTheRightAndNoTwoTablesShareAPlace() {
    Project project = ProjectLoader.load(folder, "dev").orThrow();
    Graph graph = Graph.of(project);

    Map<TableName, Place> places = GraphLayout.of(graph, project.tables().keySet());

    assertThat(places.keySet()).isEqualTo(project.tables().keySet());
    places.forEach(
        (table, place) ->
            assertThat(graph.parents(table))
                .allSatisfy(
                    parent -> assertThat(places.get(parent).column()).isLessThan(place.column())));
    assertThat(Set.copyOf(places.values())).hasSize(places.size());
    Map<Integer, List<Place>> columns =
        places.values().stream().collect(Collectors.groupingBy(Place::column));
    assertThat(columns.values()).allSatisfy(column -> assertThat(column).hasSizeLessThan(25));
  }

  @Test
  void tablesThatAreNotShownLeaveNoHole() {
    Project project = ProjectLoader.load(folder, "dev").orThrow();
    Set<TableName> shown = Set.of(TableName.of("silver.t3"), TableName.of("gold.t3"));

    assertThat(GraphLayout.of(Graph.of(project), shown))
        .containsOnly(
            Map.entry(TableName.of("silver.t3"), new Place(0, 0)),
            Map.entry(TableName.of("gold.t3"), new Place(1, 0)));
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
