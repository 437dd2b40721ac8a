package io.ingot.etl.bronze.files;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.SourceFile;
import io.ingot.core.batch.Window;
import io.ingot.core.error.ProjectException;
import io.ingot.core.error.SourceException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.Connection;
import io.ingot.core.project.Source;
import io.ingot.core.project.TableName;
import io.ingot.etl.bronze.Extraction;
import io.ingot.etl.bronze.Extractor;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads whole files, each once, and not before it was left alone for a while. A file is known by
 * its path, size and modification time.
 */
public final class FileExtractor implements Extractor {
  /** Bound: files last written at or after it are taken again, in microseconds of the epoch. */
  private static final String AGAIN_FROM = "again_from";

  /** Bound: the last batch that had not yet taken any of them again. */
  private static final String AGAIN_AFTER_BATCH = "again_after_batch";

  private final TableName table;
  private final Source.FileSet source;
  private final Connection.Files connection;
  private final Path project;

  public FileExtractor(
      TableName table, Source.FileSet source, Connection.Files connection, Path project) {
    this.table = table;
    this.source = source;
    this.connection = connection;
    this.project = project;
  }

  @Override
  public Plan plan(Lake lake, TableState state) {
    Listing listing = folder(lake).list(source.path());
    Map<SourceFile, Long> taken = taken(lake, state);
    List<SourceFile> fresh = fresh(listing.files(), taken);
    List<SourceFile> settled = settled(fresh);
    changes(lake, state).requireNone(settled, taken.keySet());
    int waiting = fresh.size() - settled.size();
    String notes =
        (waiting == 0
                ? ""
                : "; "
                    + waiting
                    + (waiting == 1 ? " file waits to settle" : " files wait to settle"))
            + listing.passedOver();
    return settled.isEmpty()
        ? new Plan.NothingToDo("no new file matches " + source.path() + notes)
        : new Plan.Extract(
            new Window.Files(settled),
            settled.size() + (settled.size() == 1 ? " new file" : " new files") + notes,
            false);
  }

  private static List<SourceFile> fresh(List<SourceFile> files, Map<SourceFile, Long> taken) {
    return files.stream().filter(file -> !taken.containsKey(file)).toList();
  }

  /** Without a time to settle, files are read whatever the clocks of their store say. */
  private List<SourceFile> settled(List<SourceFile> files) {
    return source.settle().isZero()
        ? files
        : Listing.until(files, Instant.now().minus(source.settle()));
  }

  @Override
  public Extraction read(Lake lake, Batch batch) {
    return read(lake, batch, List.of());
  }

  @Override
  public Optional<Extraction> readUndamaged(Lake lake, Batch batch) {
    List<Damage> damaged = reading(lake).damaged(files(batch));
    return damaged.isEmpty() ? Optional.empty() : Optional.of(read(lake, batch, damaged));
  }

  private Extraction read(Lake lake, Batch batch, List<Damage> damaged) {
    Listing listing = folder(lake).list(source.path());
    List<SourceFile> files = new ArrayList<>(files(batch));
    requireUnchanged(listing, files);
    TableState state = lake.table(table).state();
    List<SourceFile> copies = copies(lake, state, listing, files);
    files.removeAll(copies);
    Map<String, Long> tallies = new TreeMap<>(listing.tallies());
    if (!copies.isEmpty()) {
      tallies.put("copied_files", (long) copies.size());
    }
    return reading(lake)
        .rows(
            files,
            state.schema(),
            damaged.stream().filter(damage -> !copies.contains(damage.file())).toList(),
            tallies);
  }

  /** Of files that were taken before, only those that are still there can be compared with. */
  private List<SourceFile> copies(
      Lake lake, TableState state, Listing listing, List<SourceFile> files) {
    if (source.copies() == Source.Copies.LOAD) {
      return List.of();
    }
    Set<SourceFile> taken = new HashSet<>(taken(lake, state).keySet());
    taken.retainAll(listing.files());
    return new Copies(folder(lake).packed()).among(files, taken);
  }

  private FileReading reading(Lake lake) {
    return new FileReading(lake.spark(), folder(lake), source);
  }

  private static List<SourceFile> files(Batch batch) {
    Window window =
        batch.plan() instanceof Plan.Backfill backfill
            ? backfill.window()
            : ((Plan.Extract) batch.plan()).window();
    return ((Window.Files) window).files();
  }

  @Override
  public void requireUnchanged(Lake lake, Window window) {
    requireUnchanged(folder(lake).list(source.path()), ((Window.Files) window).files());
  }

  private void requireUnchanged(Listing listing, List<SourceFile> files) {
    Set<SourceFile> present = new HashSet<>(listing.files());
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
    new TakenFiles(lake, table, before).remember(files(batch), batch.number());
  }

  /** What counts as taken: all that was, but for what is to be taken again and was not yet. */
  private Map<SourceFile, Long> taken(Lake lake, TableState state) {
    Map<SourceFile, Long> taken = new TakenFiles(lake, table, state).batches();
    Long from = state.bounds().get(AGAIN_FROM);
    if (from == null) {
      return taken;
    }
    Instant again = Instant.EPOCH.plus(from, ChronoUnit.MICROS);
    long after = state.bounds().getOrDefault(AGAIN_AFTER_BATCH, -1L);
    return taken.entrySet().stream()
        .filter(file -> file.getKey().modified().isBefore(again) || file.getValue() > after)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private ChangedFiles changes(Lake lake, TableState state) {
    return new ChangedFiles(source, new TakenFiles(lake, table, state));
  }

  private SourceFolder folder(Lake lake) {
    String root = connection.root();
    boolean uri = root.matches("[a-z0-9]+:/.*");
    return SourceFolder.open(
        lake.spark(),
        source.connection(),
        uri ? root : project.resolve(root).normalize().toString());
  }

  /** Files last written at that time or later are taken again; none that waits is passed over. */
  @Override
  public Map<String, Long> boundsAt(Lake lake, TableState state, String position) {
    Instant from = time(position);
    if (from.isAfter(Instant.now())) {
      throw new ProjectException(
          "Cannot move "
              + table
              + " to "
              + position
              + ": that is in the future. Files written at a time or later are taken again; give"
              + " one that has been.");
    }
    return Map.of(
        AGAIN_FROM,
        ChronoUnit.MICROS.between(Instant.EPOCH, from),
        // The batch that makes the move has this number, and takes no file.
        AGAIN_AFTER_BATCH,
        state.nextBatch());
  }

  private Instant time(String position) {
    try {
      return position.contains("T")
          ? OffsetDateTime.parse(position).toInstant()
          : LocalDate.parse(position).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      throw new ProjectException(
          "Cannot move "
              + table
              + " to '"
              + position
              + "': it is no time. Write 2026-03-01 or 2026-03-01T10:00:00Z; files written then or"
              + " later are taken again.",
          e);
    }
  }

  /**
   * Files of which bronze has no row of data: those that came late with an old time, and those that
   * were damaged. What is in bronze whole would be read for nothing.
   */
  @Override
  public Window closed(Lake lake, TableState state, Instant from, Instant to) {
    Map<SourceFile, Long> taken = new TakenFiles(lake, table, state).batches();
    Set<SourceFile> damaged = new TakenFiles(lake, table, state).damaged();
    List<SourceFile> missing =
        settled(folder(lake).list(source.path()).files()).stream()
            .filter(file -> !file.modified().isBefore(from) && file.modified().isBefore(to))
            .filter(file -> !taken.containsKey(file) || damaged.contains(file))
            .toList();
    changes(lake, state).requireNone(fresh(missing, taken), taken.keySet());
    if (missing.isEmpty()) {
      throw new ProjectException(
          "Nothing of "
              + source.connection()
              + "/"
              + source.path()
              + " is missing in "
              + table
              + ": every file written from "
              + from
              + " to "
              + to
              + " was taken whole. To take files once more all the same, rewind the table's state"
              + " to a time.");
    }
    return new Window.Files(missing);
  }

  @Override
  public String behind(Lake lake, TableState state) {
    return new Window.Files(fresh(folder(lake).list(source.path()).files(), taken(lake, state)))
        .describe();
  }
}
