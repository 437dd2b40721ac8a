package io.ingot.core.lineage;

import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.Source;
import io.ingot.core.project.TableName;
import java.util.Objects;

/** What a column is read from: a table of the lake, or what a bronze table's connection holds. */
public sealed interface Origin extends Comparable<Origin> {
  /** As a person calls it: {@code silver.sales}, or {@code shop: public.sales}. */
  String label();

  @Override
  default int compareTo(Origin other) {
    return label().compareTo(other.label());
  }

  /** A table of the lake. */
  record OfLake(TableName table) implements Origin {
    public OfLake {
      Objects.requireNonNull(table, "table");
    }

    @Override
    public String label() {
      return table.toString();
    }
  }

  /**
   * What lies outside the lake.
   *
   * @param connection its name in {@code ingot.yml}
   * @param name the database's table, the path or pattern of files, the endpoint or the topic
   */
  record OfSource(String connection, String name) implements Origin {
    public OfSource {
      Objects.requireNonNull(connection, "connection");
      Objects.requireNonNull(name, "name");
    }

    @Override
    public String label() {
      return connection + ": " + name;
    }
  }

  /** What a bronze table is filled from. */
  static Origin of(BronzeTable bronze) {
    Source source = bronze.source();
    String connection = source.connection();
    if (source instanceof Source.JdbcTable jdbc) {
      return new OfSource(connection, jdbc.table());
    }
    if (source instanceof Source.FileSet files) {
      return new OfSource(connection, files.path());
    }
    if (source instanceof Source.Endpoint rest) {
      return new OfSource(connection, rest.endpoint());
    }
    return new OfSource(connection, ((Source.Topic) source).topic());
  }
}
