package io.ingot.core.lake;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.ingot.core.project.Layer;
import io.ingot.core.project.TableName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Published tables that belong together: what a reader sees who does not want to see a run's tables
 * come one after the other.
 *
 * @param number 1, 2, 3 ... without a gap
 * @param run id of the run or the rollback that published it
 * @param at when
 * @param kind what brought it about
 * @param who the user who asked for a rollback; empty for a run
 * @param why in the words of that user; empty for a run
 * @param tables by name the version that is served
 */
public record Release(
    long number,
    String run,
    Instant at,
    Kind kind,
    Optional<String> who,
    Optional<String> why,
    Map<TableName, Served> tables) {
  /** The layers whose tables are served by releases. */
  public static final Set<Layer> LAYERS = Set.of(Layer.GOLD, Layer.FEATURES);

  public Release {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(who, "who");
    Objects.requireNonNull(why, "why");
    tables = Collections.unmodifiableMap(new TreeMap<>(tables));
  }

  /** Whether it serves the same batches of the same tables, in whatever versions. */
  public boolean serves(Map<TableName, Served> others) {
    return tables.keySet().equals(others.keySet())
        && tables.entrySet().stream()
            .allMatch(table -> table.getValue().isBatchOf(others.get(table.getKey())));
  }

  /**
   * What a reader of this release sees otherwise than one of the release before, by table.
   *
   * @param before empty for the first release
   */
  public List<Change> since(Optional<Release> before) {
    Map<TableName, Served> old = before.map(Release::tables).orElse(Map.of());
    Set<TableName> all = new TreeSet<>(tables.keySet());
    all.addAll(old.keySet());
    List<Change> changes = new ArrayList<>();
    for (TableName table : all) {
      Optional<Served> from = Optional.ofNullable(old.get(table));
      Optional<Served> to = Optional.ofNullable(tables.get(table));
      if (from.isEmpty() || to.isEmpty() || !from.get().isBatchOf(to.get())) {
        changes.add(new Change(table, from.map(Served::version), to.map(Served::version)));
      }
    }
    return changes;
  }

  /** What brought a release about. */
  public enum Kind {
    /** A run moved tables. */
    @JsonProperty("run")
    RUN,
    /** Somebody went back to an earlier state. */
    @JsonProperty("rollback")
    ROLLBACK
  }

  /**
   * A table as a release serves it.
   *
   * @param tableId Delta's id of the table; a version of another id is another table's
   * @param generation the line of batches
   * @param batch the last batch that is in
   * @param version the Delta version
   */
  public record Served(String tableId, int generation, long batch, long version) {
    public Served {
      Objects.requireNonNull(tableId, "tableId");
    }

    /** The table as it is now. */
    public static Served of(TableState state) {
      return new Served(state.tableId(), state.generation(), state.batch(), state.version());
    }

    /** Whether both hold the same rows: upkeep changes a version and no batch. */
    public boolean isBatchOf(Served other) {
      return tableId.equals(other.tableId)
          && generation == other.generation
          && batch == other.batch;
    }
  }

  /**
   * A table that changed between two releases.
   *
   * @param from the version before; empty for a table that was not served
   * @param to the version now; empty for one that is not served any more
   */
  public record Change(TableName table, Optional<Long> from, Optional<Long> to) {
    public Change {
      Objects.requireNonNull(table, "table");
      Objects.requireNonNull(from, "from");
      Objects.requireNonNull(to, "to");
    }

    /** For a person. */
    public String describe() {
      return table + " " + word(from, "new") + " -> " + word(to, "gone");
    }

    private static String word(Optional<Long> version, String absent) {
      return version.map(String::valueOf).orElse(absent);
    }
  }
}
