package io.ingot.core.project;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The query of a check: {@code this} stands for the rows that are judged, and other names are those
 * of tables, as in a gold table's query.
 *
 * @param tables the tables that it names, each with the place of the query
 * @param complete whether every name in it is a table's or {@code this}
 * @param judging whether it names {@code this}
 */
record CheckSql(Map<TableName, Place> tables, boolean complete, boolean judging) {
  private static final String THIS = "this";

  /** Parses without a session; empty, with a problem told, when the text is no query. */
  static Optional<CheckSql> parse(String text, Place place, Problems problems) {
    return SparkParser.plan(
            text,
            mistake ->
                problems.add(
                    place,
                    "Invalid SQL"
                        + (mistake.line() > 1 ? " in line " + mistake.line() + " of it" : "")
                        + ": "
                        + mistake.message()))
        .map(
            plan -> {
              SqlInputs inputs = new SqlInputs(origin -> place, problems, Set.of(THIS));
              inputs.read(plan);
              return new CheckSql(
                  new TreeMap<>(inputs.tables()),
                  inputs.isComplete(),
                  inputs.words().contains(THIS));
            });
  }
}
