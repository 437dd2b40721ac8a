package io.ingot.core.trial;

import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.Connection;
import io.ingot.core.project.Deletes;
import io.ingot.core.project.LeaseTerms;
import io.ingot.core.project.Platform;
import io.ingot.core.project.Project;
import io.ingot.core.project.Serving;
import io.ingot.core.project.Source;
import io.ingot.core.project.Source.Format;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.project.Watching;
import io.ingot.core.trial.Trial.Given;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A project that is the tested table and its inputs, in a folder of its own. Its bronze tables are
 * read from files that the case gives, by the very code that reads files, whatever source they are
 * declared with.
 *
 * @param project where the table is declared
 * @param trial the case
 * @param folder empty, for the lake and the files
 */
record TrialProject(Project project, Trial trial, Path folder) {
  private static final String FILES = "given";

  /** The project to run. */
  Project make() {
    Map<TableName, Table> tables = new LinkedHashMap<>();
    tables.put(trial.table(), declared(trial.table()));
    for (TableName input : declared(trial.table()).inputs()) {
      Table table = declared(input);
      tables.put(input, table instanceof BronzeTable bronze ? fromFiles(bronze) : table);
    }
    return new Project(
        project.name(),
        project.environment(),
        folder,
        folder.resolve("lake").toString(),
        Map.of(FILES, new Connection.Files(folder.resolve(FILES).toString())),
        tables,
        LeaseTerms.usual(),
        project.maintain(),
        Optional.empty(),
        project.retry(),
        Watching.nothing(),
        Serving.nothing(),
        Platform.usual());
  }

  /** Lays a bronze table's given file where the table is read from. */
  void deliver(Given given) {
    Path to = folder.resolve(FILES).resolve(given.table().name());
    try {
      Files.createDirectories(to);
      Files.copy(given.file(), to.resolve("%02d-given".formatted(given.arrival())));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot copy " + given.file(), e);
    }
  }

  private Table declared(TableName name) {
    return project.table(name).orElseThrow();
  }

  private BronzeTable fromFiles(BronzeTable bronze) {
    return new BronzeTable(
        bronze.name(),
        bronze.description(),
        given(bronze),
        Optional.empty(),
        Optional.empty(),
        Deletes.none(),
        bronze.retry(),
        bronze.checks(),
        bronze.watch(),
        bronze.maintain(),
        bronze.tags());
  }

  private Source given(BronzeTable bronze) {
    Source.FileSet given =
        Source.FileSet.atOnce(FILES, bronze.name().name() + "/*", format(bronze.name()));
    return bronze.source() instanceof Source.FileSet files
            && files.format() == Format.CSV
            && given.format() == Format.CSV
        ? given.written(files.csv())
        : given;
  }

  private Format format(TableName bronze) {
    return trial.given().stream()
        .filter(given -> given.table().equals(bronze))
        .map(given -> format(given.file()))
        .findFirst()
        .orElse(Format.CSV);
  }

  private static Format format(Path file) {
    if (file.toString().endsWith(".csv")) {
      return Format.CSV;
    }
    try {
      return Files.readString(file).stripLeading().startsWith("[")
          ? Format.JSON_ARRAY
          : Format.JSON;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
