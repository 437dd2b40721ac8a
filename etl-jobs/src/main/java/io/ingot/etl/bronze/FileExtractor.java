package io.ingot.etl.bronze;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Json;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.SourceFile;
import io.ingot.core.batch.Window;
import io.ingot.core.error.SourceException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.Connection;
import io.ingot.core.project.Source;
import io.ingot.core.project.TableName;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Reads whole files, each once. A file is known by its path, size and modification time; which were
 * taken is told by the bronze rows themselves, and remembered in a file that can be lost.
 */
final class FileExtractor implements Extractor {
  private final TableName table;
  private final Source.FileSet source;
  private final Connection.Files connection;
  private final Path project;

  FileExtractor(TableName table, Source.FileSet source, Connection.Files connection, Path project) {
    this.table = table;
    this.source = source;
    this.connection = connection;
    this.project = project;
  }

  @Override
  public Plan plan(Lake lake, TableState state) {
    Set<SourceFile> taken = taken(lake, state);
    SourceFolder.Listing listing = folder(lake).list(source.path());
    List<SourceFile> fresh =
        listing.files().stream().filter(file -> !taken.contains(file)).toList();
    String passedOver = passedOver(listing.passedOver());
    if (fresh.isEmpty()) {
      return new Plan.NothingToDo("no new file matches " + source.path() + passedOver);
    }
    return new Plan.Extract(
        new Window.Files(fresh),
        fresh.size() + (fresh.size() == 1 ? " new file" : " new files") + passedOver);
  }

  private static String passedOver(int files) {
    return files == 0
        ? ""
        : "; " + files + " passed over that " + (files == 1 ? "is" : "are") + " empty or hidden";
  }

  @Override
  public Dataset<Row> read(Lake lake, Window window) {
    requireUnchanged(lake, window);
    return Formats.of(source).read(lake.spark(), folder(lake), ((Window.Files) window).files());
  }

  @Override
  public void requireUnchanged(Lake lake, Window window) {
    List<SourceFile> files = ((Window.Files) window).files();
    Set<SourceFile> present = new HashSet<>(folder(lake).list(source.path()).files());
    String gone =
        files.stream()
            .filter(file -> !present.contains(file))
            .map(SourceFile::path)
            .collect(Collectors.joining(", "));
    if (!gone.isEmpty()) {
      throw new SourceException(
          "Cannot read "
              + source.connection()
              + ": changed or gone since they were planned: "
              + gone
              + ". Run again to take them as they are now.");
    }
  }

  @Override
  public Map<String, Long> bounds(Window window) {
    return Map.of();
  }

  @Override
  public void remember(Lake lake, TableState before, Batch batch) {
    List<SourceFile> files = ((Window.Files) ((Plan.Extract) batch.plan()).window()).files();
    List<SourceFile> all =
        Stream.concat(taken(lake, before).stream(), files.stream()).distinct().toList();
    lake.files()
        .put(
            cache(before.generation(), batch.number()), Json.write(all.toArray(SourceFile[]::new)));
    lake.files().delete(cache(before.generation(), before.batch()));
  }

  private Set<SourceFile> taken(Lake lake, TableState state) {
    if (!state.exists()) {
      return Set.of();
    }
    return lake.files()
        .read(cache(state.generation(), state.batch()))
        .flatMap(FileExtractor::remembered)
        .orElseGet(() -> takenByRows(lake, state));
  }

  /** What a cache tells; one that cannot be read is as good as lost. */
  private static Optional<Set<SourceFile>> remembered(String text) {
    try {
      return Optional.of(Set.copyOf(Arrays.asList(Json.read(text, SourceFile[].class))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Set<SourceFile> takenByRows(Lake lake, TableState state) {
    return lake
        .table(table)
        .at(state.version())
        .select(
            BronzeColumns.SOURCE + ".name",
            BronzeColumns.SOURCE + ".bytes",
            BronzeColumns.SOURCE + ".modified")
        .distinct()
        .collectAsList()
        .stream()
        .map(
            row ->
                new SourceFile(row.getString(0), row.getLong(1), row.getTimestamp(2).toInstant()))
        .collect(Collectors.toSet());
  }

  private String cache(int generation, long batch) {
    return "files/" + table + "/" + generation + "-" + batch + ".json";
  }

  private SourceFolder folder(Lake lake) {
    String root = connection.root();
    boolean uri = root.matches("[a-z0-9]+:/.*");
    return SourceFolder.open(
        lake.spark(),
        source.connection(),
        uri ? root : project.resolve(root).normalize().toString());
  }
}
