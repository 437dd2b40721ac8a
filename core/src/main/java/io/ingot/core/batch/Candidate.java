package io.ingot.core.batch;

import io.ingot.core.lake.MergeRequest;
import io.ingot.core.lake.Publication;
import io.ingot.core.lake.TableLayout;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * What a stage offers for publication.
 *
 * @param rows every row that was read, each classified; nothing between here and the files may
 *     shuffle, or a recomputed task would be counted twice
 * @param fates how a row's end is told
 * @param tally further aggregates over all rows, with aliases; gates see them
 * @param published from the kept rows to the table's columns
 * @param entry how the kept rows enter the table
 * @param layout of the table when this batch creates it
 * @param bounds numbers that the next plan starts from, stored with the commit
 */
public record Candidate(
    Dataset<Row> rows,
    Fates fates,
    List<Column> tally,
    UnaryOperator<Dataset<Row>> published,
    Entry entry,
    TableLayout layout,
    Map<String, Long> bounds) {
  public Candidate {
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(fates, "fates");
    Objects.requireNonNull(published, "published");
    Objects.requireNonNull(entry, "entry");
    Objects.requireNonNull(layout, "layout");
    tally = List.copyOf(tally);
    bounds = Map.copyOf(bounds);
  }

  /** A candidate whose rows are all published as they are. */
  public static Candidate whole(
      Dataset<Row> rows, Publication publication, TableLayout layout, Map<String, Long> bounds) {
    return new Candidate(
        rows,
        Fates.allKept(),
        List.of(),
        UnaryOperator.identity(),
        new Entry.Write(publication),
        layout,
        bounds);
  }

  /**
   * How a row's end is told: at most one of the two holds, and a row of which neither does is kept.
   *
   * @param duplicate condition, never null
   * @param quarantined condition, never null
   */
  public record Fates(Column duplicate, Column quarantined) {
    /** No row is held back. */
    public static Fates allKept() {
      return new Fates(functions.lit(false), functions.lit(false));
    }

    Column kept() {
      return functions.not(duplicate.or(quarantined));
    }
  }

  /** How rows enter a table. */
  public sealed interface Entry {
    /** As files of a commit of our own. */
    record Write(Publication publication) implements Entry {}

    /** By key, after they were staged, counted and judged. */
    record Merge(MergeRequest request) implements Entry {}
  }
}
