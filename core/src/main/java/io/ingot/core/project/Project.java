package io.ingot.core.project;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A whole project as its files declare it, valid in itself: every table and connection that is
 * named exists, and no table depends on itself.
 *
 * @param name the project's name
 * @param environment the environment whose {@code env/<name>.yml} was laid over {@code ingot.yml}
 * @param folder the folder that holds {@code ingot.yml}
 * @param lake where the tables lie, as an absolute path or a URI
 * @param connections by name
 * @param tables by name, in the order of layers and names
 * @param lease how a run holds the tables that it works on
 */
public record Project(
    String name,
    String environment,
    Path folder,
    String lake,
    Map<String, Connection> connections,
    Map<TableName, Table> tables,
    LeaseTerms lease) {
  public Project {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(environment, "environment");
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(lake, "lake");
    connections = Collections.unmodifiableMap(new TreeMap<>(connections));
    tables = Collections.unmodifiableMap(new TreeMap<>(tables));
    Objects.requireNonNull(lease, "lease");
  }

  /** The declaration of a table; empty for a name that the project does not have. */
  public Optional<Table> table(TableName table) {
    return Optional.ofNullable(tables.get(table));
  }
}
