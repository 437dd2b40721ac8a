package io.ingot.core.batch;

import io.ingot.core.project.TableName;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is kept of a subject that was taken out of the lake: enough to explain why a table holds
 * fewer rows than its batches brought, and nothing of the subject itself.
 *
 * @param id which the commits that took the rows out carry too
 * @param state how far it came
 * @param at when it began
 * @param who the user who asked for it
 * @param column that told the subject
 * @param digest SHA-256 of the id, a colon and the subject's value, so that somebody who knows the
 *     value can find what became of it
 * @param parts by table, as they were found before anything was changed
 * @param proof what was found afterwards; empty until it ended
 */
public record Erasure(
    String id,
    State state,
    Instant at,
    String who,
    String column,
    String digest,
    List<Part> parts,
    Optional<Proof> proof) {
  public Erasure {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(who, "who");
    Objects.requireNonNull(column, "column");
    Objects.requireNonNull(digest, "digest");
    parts = List.copyOf(parts);
    Objects.requireNonNull(proof, "proof");
  }

  /** The same, ended. */
  public Erasure ended(State end, Proof found) {
    return new Erasure(id, end, at, who, column, digest, parts, Optional.of(found));
  }

  /** How far an erasure came. */
  public enum State {
    /** It is under way, or died; whoever asks for the same subject again takes it over. */
    BEGUN,
    /** The rows are out, and old versions still hold them. */
    ERASED,
    /** The old versions are gone too. */
    PURGED,
    /** It died, and a later one did its work. */
    TAKEN_OVER
  }

  /**
   * The subject's rows in one table.
   *
   * @param columns by which they were found
   * @param rows how many they were
   * @param files data files that held them
   * @param batches rows by the batch that brought them; empty for a table that is computed anew
   * @param emptied source files of which every row was the subject's, so that no row tells any more
   *     that they were taken
   */
  public record Part(
      TableName table,
      List<String> columns,
      long rows,
      long files,
      Map<Long, Long> batches,
      List<Emptied> emptied) {
    public Part {
      Objects.requireNonNull(table, "table");
      columns = List.copyOf(columns);
      batches = Collections.unmodifiableMap(new TreeMap<>(batches));
      emptied = List.copyOf(emptied);
    }
  }

  /** A source file, and the batch that took it. */
  public record Emptied(SourceFile file, long batch) {
    public Emptied {
      Objects.requireNonNull(file, "file");
    }
  }

  /**
   * What a search found after the rows were taken out.
   *
   * @param at when it ended
   * @param versions of the tables that were searched
   * @param rows of the subject that are still in them
   * @param purged tables whose old versions are gone
   * @param kept tables whose old versions are still there, and why
   * @param files that were opened and searched whatever they belong to; 0 where that was not asked
   * @param places files in which the value was found, with the column or line
   * @param left entries of the subject that are still there outside of the tables, by place; a
   *     record from before this was asked has none
   */
  public record Proof(
      Instant at,
      Map<TableName, Long> versions,
      long rows,
      List<TableName> purged,
      Map<TableName, String> kept,
      long files,
      List<String> places,
      Map<String, Long> left) {
    public Proof {
      Objects.requireNonNull(at, "at");
      versions = Collections.unmodifiableMap(new TreeMap<>(versions));
      purged = List.copyOf(purged);
      kept = Collections.unmodifiableMap(new TreeMap<>(kept));
      places = List.copyOf(places);
      left = left == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(left));
    }

    /** Whether nothing was found, in the lake or outside of its tables. */
    public boolean isClean() {
      return isLakeClean() && left.isEmpty();
    }

    /** Whether nothing was found in the lake, whatever other places hold. */
    public boolean isLakeClean() {
      return rows == 0 && places.isEmpty();
    }
  }
}
