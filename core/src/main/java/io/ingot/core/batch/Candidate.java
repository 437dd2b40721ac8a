package io.ingot.core.batch;

import io.ingot.core.lake.Publication;
import io.ingot.core.lake.TableLayout;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * @param columns of the table, over these rows; none for rows that are as the table has them
 * @param aside what is kept about rows that are held back
 * @param entry how the kept rows enter the table
 * @param layout of the table when this batch creates it
 * @param bounds numbers that the next plan starts from, stored with the commit
 */
public record Candidate(
    Dataset<Row> rows,
    Fates fates,
    List<Column> tally,
    List<Column> columns,
    Aside aside,
    Entry entry,
    TableLayout layout,
    Map<String, Long> bounds) {
  public Candidate {
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(fates, "fates");
    Objects.requireNonNull(aside, "aside");
    Objects.requireNonNull(entry, "entry");
    Objects.requireNonNull(layout, "layout");
    tally = List.copyOf(tally);
    columns = List.copyOf(columns);
    bounds = Map.copyOf(bounds);
  }

  /** A candidate whose rows are all published as they are. */
  public static Candidate whole(
      Dataset<Row> rows, Publication publication, TableLayout layout, Map<String, Long> bounds) {
    return new Candidate(
        rows,
        Fates.allKept(),
        List.of(),
        List.of(),
        Aside.nothing(rows),
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

  /** The table's columns of these rows. */
  Dataset<Row> published(Dataset<Row> some) {
    return columns.isEmpty() ? some : some.select(columns.toArray(Column[]::new));
  }

  /**
   * What is kept about rows that are held back.
   *
   * @param columns over classified rows; none where no row is
   * @param among rows among which those can be found once more, as cheaply as may be, by the
   *     condition that tells a quarantined row
   */
  public record Aside(List<Column> columns, Dataset<Row> among) {
    public Aside {
      columns = List.copyOf(columns);
      Objects.requireNonNull(among, "among");
    }

    /** Of a table that holds nothing back. */
    public static Aside nothing(Dataset<Row> rows) {
      return new Aside(List.of(), rows);
    }
  }

  /** How rows enter a table. */
  public sealed interface Entry {
    /** As files of a commit of our own, written in the pass that counts and judges. */
    record Write(Publication publication) implements Entry {}

    /** Staged, counted and judged first; what then becomes of them is decided from there. */
    record Staged(Landing.From landing) implements Entry {}
  }
}
