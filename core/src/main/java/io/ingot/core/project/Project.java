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
 * @param maintain what holds for the upkeep of tables that say nothing else
 * @param lineage where a run's lineage events go; empty where none are wanted
 * @param retry how often a stage that fails is tried again, where its table does not say it
 * @param watching what is watched beside the tables, and who is told
 * @param serving entities and services beside the feature views
 * @param platform what it runs on
 */
public record Project(
    String name,
    String environment,
    Path folder,
    String lake,
    Map<String, Connection> connections,
    Map<TableName, Table> tables,
    LeaseTerms lease,
    Maintain maintain,
    Optional<LineageTerms> lineage,
    Retry retry,
    Watching watching,
    Serving serving,
    Platform platform) {
  public Project {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(environment, "environment");
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(lake, "lake");
    connections = Collections.unmodifiableMap(new TreeMap<>(connections));
    tables = Collections.unmodifiableMap(new TreeMap<>(tables));
    Objects.requireNonNull(lease, "lease");
    Objects.requireNonNull(maintain, "maintain");
    Objects.requireNonNull(lineage, "lineage");
    Objects.requireNonNull(retry, "retry");
    Objects.requireNonNull(watching, "watching");
    Objects.requireNonNull(serving, "serving");
    Objects.requireNonNull(platform, "platform");
  }

  /**
   * The same project upon a copy of its lake, of which nobody is told: what happens there is a
   * rehearsal.
   *
   * @param copy an absolute path or a URI
   */
  public Project upon(String copy) {
    return new Project(
        name,
        environment,
        folder,
        copy,
        connections,
        tables,
        lease,
        maintain,
        Optional.empty(),
        retry,
        new Watching(watching.suites(), watching.calendars(), Alerts.none(), MetricsTerms.none()),
        serving,
        platform);
  }

  /** How a table's files are kept in order. */
  public UpkeepTerms upkeep(Table table) {
    return table.maintain().over(maintain);
  }

  /** The declaration of a table; empty for a name that the project does not have. */
  public Optional<Table> table(TableName table) {
    return Optional.ofNullable(tables.get(table));
  }

  /** How often a table's stage that fails in a way that may pass is tried again. */
  public Retry retry(Table table) {
    return table instanceof BronzeTable bronze ? bronze.retry().orElse(retry) : retry;
  }
}
