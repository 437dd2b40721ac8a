package io.ingot.etl.upkeep;

import io.ingot.core.batch.Json;
import io.ingot.core.error.FencedException;
import io.ingot.core.error.IngotException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lease.Lease;
import io.ingot.core.lease.Leases;
import io.ingot.core.project.Layer;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import io.ingot.core.run.VersionHold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The upkeep of tables: what is due is shown, or done while the table is held. What fails or is
 * refused for one table leaves the others to go on.
 */
public final class Upkeep {
  private final Project project;
  private final Lake lake;
  private final List<VersionHold> holds;

  public Upkeep(Project project, Lake lake, List<VersionHold> holds) {
    this.project = Objects.requireNonNull(project, "project");
    this.lake = Objects.requireNonNull(lake, "lake");
    this.holds = List.copyOf(holds);
  }

  /** Everything that holds versions, as {@link ServiceLoader} finds it. */
  public static List<VersionHold> holdsOnClassPath() {
    return ServiceLoader.load(VersionHold.class).stream().map(ServiceLoader.Provider::get).toList();
  }

  /** What would be done now; changes nothing. */
  public UpkeepRecord plan(String run, Set<TableName> tables, Instant now) {
    List<Task> tasks =
        tables.stream()
            .flatMap(Upkeep::withQuarantine)
            .map(name -> cared(name, now))
            .flatMap(
                table -> {
                  List<Task> found = new ArrayList<>();
                  guarded(table, found, () -> each(table, chore -> found.add(chore.planned())));
                  return found.stream();
                })
            .toList();
    return record(run, now, tasks, false);
  }

  /** Does what is due and keeps a record of it. */
  public UpkeepRecord carryOut(String run, Set<TableName> tables, Instant now) {
    List<Task> tasks =
        tables.stream()
            .flatMap(Upkeep::withQuarantine)
            .map(name -> cared(name, now))
            .flatMap(table -> carryOut(run, table).stream())
            .toList();
    UpkeepRecord record = record(run, now, tasks, true);
    if (tasks.stream().anyMatch(task -> task.state().matters())) {
      lake.files().put("upkeep/runs/" + run + ".json", Json.pretty(record));
    }
    return record;
  }

  private List<Task> carryOut(String run, Cared table) {
    List<Task> done = new ArrayList<>();
    lake.words().about("upkeep of " + table.name(), "look whether anything is due");
    guarded(
        table,
        done,
        () -> {
          try (Lease lease = Leases.of(project, lake).acquire(table.declared().name(), run)) {
            String jobs = run + " " + table.name();
            lease.whenLost(() -> lake.spark().sparkContext().cancelJobGroup(jobs));
            lake.spark().sparkContext().setJobGroup(jobs, table.name().toString(), false);
            each(
                table,
                chore -> {
                  lease.requireHeld();
                  lake.words().doing(chore.planned().kind().sentence());
                  done.add(chore.carryOut());
                });
          } finally {
            lake.spark().sparkContext().clearJobGroup();
          }
        });
    return done;
  }

  /** Each kind of work is looked for once the one before it is done. */
  private void each(Cared table, Consumer<Chore> told) {
    lake.words().about("upkeep of " + table.name(), "look at its files");
    Vacuuming vacuuming = new Vacuuming(table, holds);
    List<Supplier<List<Chore>>> kinds =
        List.of(
            vacuuming::settings,
            new FileOrder(table)::chores,
            vacuuming::chores,
            new Leftovers(table)::chores);
    for (Supplier<List<Chore>> kind : kinds) {
      lake.words().doing("look at its files");
      kind.get().forEach(told);
    }
  }

  /** A table that is not there needs nothing. */
  private static void guarded(Cared table, List<Task> told, Runnable work) {
    try {
      if (table.state().exists()) {
        work.run();
      }
    } catch (FencedException e) {
      told.add(table.task(Task.Kind.ALL, Task.State.LOCKED, e.getMessage()));
    } catch (IngotException e) {
      told.add(table.task(Task.Kind.ALL, Task.State.FAILED, e.getMessage()));
    } catch (Exception e) {
      // Spark throws checked exceptions that it does not declare.
      told.add(table.task(Task.Kind.ALL, Task.State.FAILED, e.toString()));
    }
  }

  private static Stream<TableName> withQuarantine(TableName table) {
    return Stream.of(table, table.quarantine())
        .filter(name -> name.equals(table) || table.layer() == Layer.SILVER);
  }

  private Cared cared(TableName name, Instant now) {
    TableName declared =
        name.layer() == Layer.QUARANTINE ? new TableName(Layer.SILVER, name.name()) : name;
    return new Cared(name, project.tables().get(declared), project, lake, now);
  }

  private UpkeepRecord record(String run, Instant now, List<Task> tasks, boolean carriedOut) {
    return new UpkeepRecord(
        run,
        project.environment(),
        now,
        Instant.now(),
        carriedOut,
        UpkeepRecord.code(tasks).code(),
        tasks);
  }
}
