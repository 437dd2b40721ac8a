package io.ingot.core.run;

import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which tables a run is about, in the words of the command line: {@code silver.orders}, {@code
 * +gold.kpi} (with all it is computed from), {@code silver.orders+} (with all that is computed from
 * it), {@code gold.daily_*}, {@code tag:daily}, {@code silver} (a layer), {@code state:changed} and
 * {@code state:failed}. Several, by comma or space, add up; {@code silver&tag:daily} is what both
 * have; {@code !gold.kpi} takes away, whatever adds it.
 */
public final class Selection {
  private static final String NOT = "!";

  private final List<String> terms;
  private final List<String> without;

  private Selection(List<String> terms, List<String> without) {
    this.terms = terms;
    this.without = without;
  }

  /** Reads the words of {@code --select}; no word selects everything. */
  public static Selection of(String words) {
    return new Selection(
        split(words).filter(word -> !word.startsWith(NOT)).toList(),
        split(words).filter(word -> word.startsWith(NOT)).map(word -> word.substring(1)).toList());
  }

  /** The same without what these words select. */
  public Selection without(String words) {
    return new Selection(terms, Stream.concat(without.stream(), split(words)).toList());
  }

  private static Stream<String> split(String words) {
    return Arrays.stream(words.split("[,\\s]+")).filter(word -> !word.isEmpty());
  }

  /**
   * The tables that are selected, by the project's files alone.
   *
   * @throws ProjectException when a word selects nothing, or asks for the state of tables
   */
  public Set<TableName> in(Project project) {
    return in(new SelectedTables(project, SelectedTables.Known.nothing()));
  }

  /**
   * The tables that are selected; none is possible where words ask for the state of tables.
   *
   * @throws ProjectException when a word names nothing
   */
  public Set<TableName> in(Project project, Lake lake) {
    return in(new SelectedTables(project, TableStates.of(project, lake)));
  }

  private Set<TableName> in(SelectedTables tables) {
    Set<TableName> selected = new TreeSet<>();
    if (terms.isEmpty()) {
      selected.addAll(tables.all());
    }
    terms.forEach(term -> selected.addAll(tables.of(term)));
    without.forEach(term -> selected.removeAll(tables.of(term)));
    return selected;
  }
}
