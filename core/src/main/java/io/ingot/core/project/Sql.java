package io.ingot.core.project;

import java.util.Objects;
import java.util.Set;

/**
 * A query and the tables that it reads.
 *
 * @param text the query as written; empty where there is none
 * @param inputs the lake tables that its FROM clauses name, CTEs and subqueries included
 */
public record Sql(String text, Set<TableName> inputs) {
  public Sql {
    Objects.requireNonNull(text, "text");
    inputs = Set.copyOf(inputs);
  }

  /** For a table that something else answers. */
  public static Sql none() {
    return new Sql("", Set.of());
  }
}
