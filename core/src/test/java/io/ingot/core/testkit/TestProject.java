package io.ingot.core.testkit;

import io.ingot.core.batch.Plans;
import io.ingot.core.batch.Tenure;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import io.ingot.core.project.ProjectLoader;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Runner;
import io.ingot.core.run.StageContext;
import io.ingot.core.run.Stages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import scala.Option;

/**
 * A small project in a folder, with its lake below it. A test writes its files, which are read anew
 * for each run, and looks at the rows.
 */
public final class TestProject {
  private final Path folder;
  private final Lake lake;

  private TestProject(Path folder) {
    this.folder = folder;
    this.lake = new Lake(Sparks.session().newSession(), folder.resolve("lake").toString(), "dev");
  }

  /** A project that has nothing but a name, its lake, and the connection {@code drop} to files. */
  public static TestProject in(Path folder) {
    return new TestProject(folder)
        .file(
            "ingot.yml",
            """
            name: test
            lake: lake
            connections:
              drop: {type: files, root: incoming}
            """);
  }

  /** Writes a file below the project's folder, in place of one that is there. */
  public TestProject file(String name, String text) {
    Path file = path(name);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  /** A path below the project's folder. */
  public Path path(String name) {
    return folder.resolve(name);
  }

  /** The project as its files are now. */
  public Project load() {
    return ProjectLoader.load(folder, "dev").orThrow();
  }

  /** The lake, seen by a session of the test's own. */
  public Lake lake() {
    return lake;
  }

  /** What a stage is given, for a test that calls one itself. */
  public StageContext context() {
    Lake own = lake.inOwnSession();
    return new StageContext(load(), own, new Plans(own), List.of(), Tenure.unshared());
  }

  /** Runs the tables given with the stages of the class path, or all of them. */
  public TestRun run(String... tables) {
    Project project = load();
    Set<TableName> selected =
        tables.length == 0
            ? project.tables().keySet()
            : Arrays.stream(tables)
                .map(TableName::of)
                .collect(Collectors.toCollection(TreeSet::new));
    TestRun run = new TestRun();
    new Runner(project, lake, Stages.onClassPath(), run)
        .run(UUID.randomUUID().toString(), selected);
    return run;
  }

  /** Takes a table away with its whole history, as if it had never been. */
  public void delete(String table) {
    remove(Path.of(lake.table(TableName.of(table)).path()));
  }

  /**
   * Leaves a table as Delta's clean-up of the log does after a commit of its upkeep: all rows are
   * there, and the commits of all batches are gone.
   */
  public void forgetHistory(String table) {
    String folder = lake.table(TableName.of(table)).path();
    lake.spark()
        .sql(
            "ALTER TABLE delta.`%s` SET TBLPROPERTIES ('upkeep' = '%s')"
                .formatted(folder, UUID.randomUUID()));
    DeltaLog history = DeltaLog.forTable(lake.spark(), folder);
    Snapshot latest = history.update(false, Option.empty(), Option.empty());
    history.checkpoint(latest, Option.empty());
    String kept = "%020d.json".formatted(latest.version());
    try (Stream<Path> log = Files.list(Path.of(folder, "_delta_log"))) {
      log.filter(file -> file.toString().endsWith(".json"))
          .filter(file -> !file.endsWith(kept))
          .forEach(this::remove);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void remove(Path file) {
    FileUtils.deleteQuietly(file.toFile());
    DeltaLog.clearCache();
  }

  /** A table's latest rows as sorted texts of the columns given. */
  public List<String> rows(String table, String... columns) {
    return Lakes.texts(lake, table, columns);
  }

  /** A table's Delta version; -1 for a table that is not there. */
  public long version(String table) {
    return lake.table(TableName.of(table)).state().version();
  }
}
