package io.ingot.tests.testkit;

import io.ingot.core.cli.Conductor;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.OutputFormat;
import io.ingot.core.error.ExitCode;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import io.ingot.core.project.ProjectLoader;
import io.ingot.core.run.RunRecord;
import io.ingot.core.testkit.Ingot;
import io.ingot.core.testkit.Sparks;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A project in a folder of its own, whose lake lies beside its files; so a copy of the folder is a
 * project that has run as far.
 */
public record SmallProject(Path folder) {
  private static final String MAIN_FILE =
      """
      name: sales
      lake: lake
      connections:
        landing: {type: files, root: landing}
      """;

  /**
   * Sales from CSV files to a total a day: a bronze table, a silver one that merges by {@code id}
   * and has a quarantine, and a gold one that replaces the days that changed.
   */
  public static SmallProject sales(Path folder) {
    return new SmallProject(folder)
        .write("ingot.yml", MAIN_FILE)
        .write(
            "bronze/sale.yml",
            "source: {connection: landing, path: '*.csv', format: csv, settle: 0s}\ntags: [raw]\n")
        .write(
            "silver/sale.yml",
            """
            from: bronze.sale
            columns:
              id:     {type: bigint, key: true}
              day:    {type: date, required: true}
              amount: {type: "decimal(10,2)", required: true, min: 0}
            write: {mode: merge}
            """)
        .write(
            "gold/daily.yml",
            """
            write: {mode: replace_partitions, partition_by: [day]}
            recompute: {driver: silver.sale, by: day}
            tags: [kpi]
            """)
        .write(
            "gold/daily.sql",
            "SELECT day, sum(amount) AS amount, count(*) AS sales FROM silver.sale GROUP BY day\n");
  }

  /** Writes a file of the project, over an older one if need be. */
  public SmallProject write(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + name, e);
    }
  }

  /** Says for how long a run holds a table that it does not speak of any more, such as 10s. */
  public SmallProject lease(String duration) {
    return write("ingot.yml", MAIN_FILE + "lease: {duration: " + duration + "}\n");
  }

  /** Delivers a file of sales; the same name always has the same time, so runs can be compared. */
  public SmallProject deliver(String name, String... lines) {
    write("landing/" + name, "id,day,amount\n" + String.join("\n", lines) + "\n");
    try {
      Files.setLastModifiedTime(
          folder.resolve("landing").resolve(name),
          FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot deliver " + name, e);
    }
  }

  /** A copy of everything, the lake included. */
  public SmallProject copyTo(Path target) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        Files.copy(
            file,
            target.resolve(folder.relativize(file).toString()),
            StandardCopyOption.COPY_ATTRIBUTES);
      }
      return new SmallProject(target);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot copy " + folder, e);
    }
  }

  /** Brings all tables up to date in this JVM. */
  public RunRecord run() {
    Project project = ProjectLoader.load(folder, "dev").orThrow();
    Lake lake = new Lake(Sparks.session(), project.lake(), "dev");
    PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), false);
    return new Conductor(project, lake, Console.to(nowhere, nowhere))
        .run(project.tables().keySet(), OutputFormat.TEXT);
  }

  /** Gives a command in this JVM; {@code --project} with this folder is added. */
  public Said say(String... words) {
    Ingot ingot = Ingot.in(folder);
    ExitCode code = ingot.say(words);
    return new Said(code, ingot.said(), ingot.noted());
  }

  /** All files below a folder of the project, relative to it and sorted; none where it is not. */
  public List<String> files(String below) {
    Path root = folder.resolve(below);
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + root, e);
    }
  }

  /** What a command printed and ended with. */
  public record Said(ExitCode code, String results, String notes) {}
}
