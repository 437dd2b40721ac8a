package io.ingot.core.project;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/** A condition that other tables have a say in. */
public sealed interface CrossCheck extends Check {
  /** The values are there in a column of another table; nulls pass. */
  @Key("relates")
  record Relates(
      @Required @Key("relates") @Doc("Column whose values must be found") String column,
      @Required @Doc("Where: layer.table.column") ColumnName to,
      @Inline Tolerance tolerance,
      @Inline CheckTerms terms)
      implements CrossCheck {
    public Relates {
      Objects.requireNonNull(column, "relates");
      Objects.requireNonNull(to, "to");
    }

    @Override
    public String describe() {
      return "relates " + column + " to " + to;
    }

    @Override
    public List<String> columns() {
      return List.of(column);
    }

    @Override
    public Set<TableName> looksAt() {
      return Set.of(to.table());
    }
  }

  /** A query of one's own: every row that it answers is one that breaks it. */
  @Key("query")
  record Query(
      @Required
          @Key("query")
          @Doc("SQL that answers the rows that are wrong; 'this' is what is judged")
          String sql,
      @Doc("How many rows it may answer; 0 unless said") long atMost,
      @Inline CheckTerms terms)
      implements CrossCheck {
    public Query {
      Objects.requireNonNull(sql, "query");
      if (atMost < 0) {
        throw new IllegalArgumentException("at_most must be 0 or more rows.");
      }
    }

    @Override
    public String describe() {
      return "query " + sql.strip().replaceAll("\\s+", " ");
    }

    @Override
    public List<String> columns() {
      return List.of();
    }

    @Override
    public Set<TableName> looksAt() {
      return CheckSql.parse(sql, Place.startOf("query"), new Problems())
          .map(query -> query.tables().keySet())
          .orElse(Set.of());
    }
  }
}
