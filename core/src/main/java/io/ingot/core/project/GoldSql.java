package io.ingot.core.project;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A gold table's query with the places at which it names tables.
 *
 * @param text the query as written
 * @param inputs the tables that it reads, each with the first place that names it
 * @param complete whether every name in it is a table's name
 */
record GoldSql(String text, Map<TableName, Place> inputs, boolean complete) {
  GoldSql {
    inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
  }

  /** Parses without a session; empty, with a problem told, when the text is no query. */
  static Optional<GoldSql> parse(String text, String file, Problems problems) {
    return SparkParser.plan(
            text,
            mistake ->
                problems.add(
                    new Place(file, mistake.line(), mistake.column()),
                    "Invalid SQL: " + mistake.message()))
        .map(
            plan -> {
              SqlInputs inputs = new SqlInputs(file, problems);
              inputs.read(plan);
              return new GoldSql(text, inputs.tables(), inputs.isComplete());
            });
  }

  /** The query for its table's declaration; empty when a name in it is wrong. */
  Optional<Sql> sql() {
    return complete ? Optional.of(new Sql(text, inputs.keySet())) : Optional.empty();
  }
}
