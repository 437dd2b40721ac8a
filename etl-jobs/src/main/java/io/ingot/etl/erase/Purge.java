package io.ingot.etl.erase;

import io.ingot.core.batch.Erasures;
import io.ingot.core.batch.Plans;
import io.ingot.core.batch.Tenure;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.Releases;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.Layer;
import io.ingot.core.project.Project;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.run.LastBatch;
import io.ingot.core.run.StageContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Removes old versions at once, of tables whose followers need none of them. */
final class Purge {
  private final Project project;
  private final Lake lake;
  private final String id;
  private final Set<TableName> purged = new TreeSet<>();
  private final Map<TableName, String> kept = new TreeMap<>();

  Purge(Project project, Lake lake, String id) {
    this.project = project;
    this.lake = lake;
    this.id = id;
  }

  List<TableName> purged() {
    return List.copyOf(purged);
  }

  /** Tables whose old versions are still needed, with the reason. */
  Map<TableName, String> kept() {
    return kept;
  }

  void of(Collection<TableName> touched, Collection<TableName> computed) {
    Set<TableName> all = new TreeSet<>(touched);
    all.addAll(computed);
    all.removeIf(table -> !lake.table(table).state().exists());
    Set<TableName> leased = new TreeSet<>();
    all.forEach(
        table ->
            leased.add(
                table.layer() == Layer.QUARANTINE
                    ? new TableName(Layer.SILVER, table.name())
                    : table));
    leased.removeIf(table -> !project.tables().containsKey(table));
    leased.addAll(followers(leased));
    try (Holds holds = Holds.on(project, lake, leased, id)) {
      for (TableName table : all) {
        holds.requireHeld();
        Optional<String> need = need(table);
        if (need.isPresent()) {
          kept.put(table, need.get());
        } else {
          lake.files().delete("staging/" + table);
          lake.table(table).purge();
          purged.add(table);
        }
      }
    }
  }

  private Set<TableName> followers(Set<TableName> tables) {
    Set<TableName> followers = new TreeSet<>();
    project.tables().values().stream()
        .filter(table -> table.inputs().stream().anyMatch(tables::contains))
        .forEach(table -> followers.add(table.name()));
    return followers;
  }

  /** Why old versions of a table are needed. */
  private Optional<String> need(TableName name) {
    TableState now = lake.table(name).state();
    return served(name, now).or(() -> followed(name, now));
  }

  /** The release that readers are given, of which this table is a part. */
  private Optional<String> served(TableName name, TableState now) {
    return new Releases(lake)
        .latest()
        .filter(
            release ->
                Optional.ofNullable(release.tables().get(name))
                    .filter(served -> served.tableId().equals(now.tableId()))
                    .filter(served -> served.version() < now.version())
                    .isPresent())
        .map(
            release ->
                "release "
                    + release.number()
                    + " still serves an earlier version to readers; run 'ingot run' until a newer"
                    + " one is out, and say the same again");
  }

  /** What follows its changes has not got them all. */
  private Optional<String> followed(TableName name, TableState now) {
    return project.tables().values().stream()
        .filter(Computed::is)
        .filter(table -> table.inputs().contains(name))
        .filter(table -> isBehind(table, name, now))
        .map(table -> table.name() + " has not followed it yet; run that, and say the same again")
        .findFirst();
  }

  private boolean isBehind(Table table, TableName input, TableState now) {
    TableState own = lake.table(table.name()).state();
    if (own.batch() < 0) {
      return false;
    }
    StageContext context =
        new StageContext(project, lake, new Plans(lake), List.of(), Tenure.unshared());
    LastBatch last = LastBatch.of(table.name(), own, context);
    boolean hasAll =
        last.pin(input)
            .filter(read -> read.tableId().equals(now.tableId()) && read.batch() == now.batch())
            .isPresent();
    return !hasAll || new Erasures(lake).since(last.at()).contains(input);
  }
}
