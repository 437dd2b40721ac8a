package io.ingot.core.project;

import java.util.Objects;

/**
 * What a bronze table is filled from. Its kind follows the connection's type and is told by a key:
 * {@code table} for JDBC, {@code path} for files.
 */
public sealed interface Source {
  /** The connection's name in {@code ingot.yml}. */
  String connection();

  /** The type that the connection must have. */
  String connectionType();

  /** A table or view of a database. */
  @Key("table")
  record JdbcTable(
      @Required @Doc("Name of a connection in ingot.yml") String connection,
      @Required @Doc("Table or view, as schema.name") String table)
      implements Source {
    public JdbcTable {
      Objects.requireNonNull(connection, "connection");
      if (!table.matches("[A-Za-z_][A-Za-z0-9_]{0,62}(\\.[A-Za-z_][A-Za-z0-9_]{0,62})?")) {
        throw new IllegalArgumentException(
            "Invalid source table: " + table + ". Write name or schema.name.");
      }
    }

    @Override
    public String connectionType() {
      return "jdbc";
    }
  }

  /** Files of one format below a connection's folder, each taken once. */
  @Key("path")
  record FileSet(
      @Required @Doc("Name of a connection in ingot.yml") String connection,
      @Required @Doc("Path below the connection's folder; * and ** match names and folders")
          String path,
      @Required @Doc("csv, json (one object a line) or parquet") Format format,
      @Doc("Separator of CSV fields; a comma unless said") String separator)
      implements Source {
    public FileSet {
      Objects.requireNonNull(connection, "connection");
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(format, "format");
      separator = separator == null ? "," : separator;
      if (path.startsWith("/") || path.contains("..")) {
        throw new IllegalArgumentException(
            "Invalid path: " + path + ". It is relative to the connection's folder, without '..'.");
      }
    }

    @Override
    public String connectionType() {
      return "files";
    }
  }

  /** How a file's bytes become records. */
  enum Format {
    CSV,
    JSON,
    PARQUET
  }
}
