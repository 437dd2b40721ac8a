package io.ingot.core.report;

import io.ingot.core.project.TableName;
import io.ingot.core.run.Graph;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where each table stands in the picture: every arrow goes to the right, tables that belong
 * together stand near each other, and no column is much higher than the picture is wide. It is
 * found here, so that a page of 500 tables shows at once.
 */
public final class GraphLayout {
  private static final int SWEEPS = 6;
  private static final int LEAST_ROWS = 12;

  private final Graph graph;
  private final Set<TableName> tables;

  private GraphLayout(Graph graph, Set<TableName> tables) {
    this.graph = graph;
    this.tables = tables;
  }

  /**
   * The places of the tables given.
   *
   * @param tables those that are shown; arrows to others are left out
   */
  static Map<TableName, Place> of(Graph graph, Set<TableName> tables) {
    return new GraphLayout(graph, tables).places();
  }

  private Map<TableName, Place> places() {
    List<List<TableName>> ranks = ranks();
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      boolean forth = sweep % 2 == 0;
      Map<TableName, Double> heights = heights(ranks);
      for (int i = 0; i < ranks.size(); i++) {
        List<TableName> rank = ranks.get(forth ? i : ranks.size() - 1 - i);
        sort(rank, heights, forth);
        spread(rank, heights);
      }
    }
    return placed(ranks);
  }

  /** Each table as far to the right as the longest way to it is. */
  private List<List<TableName>> ranks() {
    Map<TableName, Integer> depths = new HashMap<>();
    Map<Integer, List<TableName>> byDepth = new TreeMap<>();
    tables.stream()
        .sorted()
        .forEach(
            table ->
                byDepth.computeIfAbsent(depth(table, depths), any -> new ArrayList<>()).add(table));
    return List.copyOf(byDepth.values());
  }

  private int depth(TableName table, Map<TableName, Integer> depths) {
    Integer known = depths.get(table);
    if (known != null) {
      return known;
    }
    int depth =
        graph.parents(table).stream()
            .filter(tables::contains)
            .mapToInt(parent -> depth(parent, depths) + 1)
            .max()
            .orElse(0);
    depths.put(table, depth);
    return depth;
  }

  private void sort(List<TableName> rank, Map<TableName, Double> heights, boolean forth) {
    Map<TableName, Double> wanted = new HashMap<>();
    for (TableName table : rank) {
      Collection<TableName> others = forth ? graph.parents(table) : graph.children(table);
      wanted.put(
          table,
          others.stream()
              .filter(tables::contains)
              .mapToDouble(heights::get)
              .average()
              .orElse(heights.get(table)));
    }
    rank.sort(Comparator.comparingDouble(wanted::get));
  }

  private static Map<TableName, Double> heights(List<List<TableName>> ranks) {
    Map<TableName, Double> heights = new HashMap<>();
    ranks.forEach(rank -> spread(rank, heights));
    return heights;
  }

  /** Around the middle, whose height is 0. */
  private static void spread(List<TableName> rank, Map<TableName, Double> heights) {
    for (int i = 0; i < rank.size(); i++) {
      heights.put(rank.get(i), i - (rank.size() - 1) / 2.0);
    }
  }

  private Map<TableName, Place> placed(List<List<TableName>> ranks) {
    int rows = Math.max(LEAST_ROWS, (int) Math.ceil(Math.sqrt(tables.size() * 2.5)));
    Map<TableName, Place> places = new LinkedHashMap<>();
    int column = 0;
    for (List<TableName> rank : ranks) {
      int columns = (rank.size() + rows - 1) / rows;
      int inEach = (rank.size() + columns - 1) / columns;
      for (int i = 0; i < rank.size(); i++) {
        int inThis = Math.min(inEach, rank.size() - i / inEach * inEach);
        places.put(rank.get(i), new Place(column + i / inEach, i % inEach - (inThis - 1) / 2.0));
      }
      column += columns;
    }
    return places;
  }

  /**
   * A place in the picture.
   *
   * @param column from the left, 0 first
   * @param row from the middle, which is 0, downwards; halves where a column's number is even
   */
  public record Place(int column, double row) {}
}
