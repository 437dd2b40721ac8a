package io.ingot.core.lake;

import io.ingot.core.project.TableName;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The lake as a Spark catalog, read-only: {@code SELECT * FROM silver.sales}. With pins, each table
 * is seen at its pinned version and no other table is seen; without, all are at their latest. With
 * a release, gold and feature tables are seen as that serves them, which is looked up once a
 * session.
 *
 * <p>For notebooks and spark-sql: {@code spark.sql.catalog.lake=io.ingot.core.lake.LakeCatalog},
 * {@code spark.sql.catalog.lake.location=PATH}, and, for tables that belong together, {@code
 * spark.sql.catalog.lake.release=latest} or a release's number.
 */
public final class LakeCatalog extends ReadOnlyCatalog {
  private static final String NAME = "lake";

  private String name = NAME;
  private String location = "";
  private Optional<Map<String, Long>> pins = Optional.empty();
  private Optional<String> release = Optional.empty();
  private Optional<ServedRelease> served = Optional.empty();

  static void configure(SparkSession session, String location, Map<String, Long> versions) {
    String key = "spark.sql.catalog." + NAME;
    session.conf().set(key, LakeCatalog.class.getName());
    session.conf().set(key + ".location", location);
    session
        .conf()
        .set(
            key + ".pins",
            versions.entrySet().stream()
                .map(pin -> pin.getKey() + "=" + pin.getValue())
                .sorted()
                .collect(Collectors.joining(",")));
    session.conf().set("spark.sql.defaultCatalog", NAME);
  }

  @Override
  public void initialize(String catalog, CaseInsensitiveStringMap options) {
    this.name = catalog;
    this.location = options.get("location");
    this.pins = Optional.ofNullable(options.get("pins")).map(LakeCatalog::parse);
    this.release = Optional.ofNullable(options.get("release")).filter(asked -> pins.isEmpty());
  }

  /** Two queries of a session may come at the same time, and have to see the same. */
  private synchronized Optional<ServedRelease> served() {
    if (served.isEmpty()) {
      served =
          release.map(asked -> ServedRelease.of(asked, new Releases(DeltaBridge.files(location))));
    }
    return served;
  }

  private static Map<String, Long> parse(String pins) {
    Map<String, Long> versions = new HashMap<>();
    Arrays.stream(pins.split(","))
        .filter(pin -> !pin.isEmpty())
        .map(pin -> pin.split("="))
        .forEach(pin -> versions.put(pin[0], Long.parseLong(pin[1])));
    return versions;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Table loadTable(Identifier identifier) throws NoSuchTableException {
    TableName table =
        Optional.of(identifier)
            .filter(id -> id.namespace().length == 1)
            .flatMap(id -> TableName.parse(id.namespace()[0] + "." + id.name()))
            .orElseThrow(() -> new NoSuchTableException(identifier));
    Path path = new Path(location + "/" + table.layer().word() + "/" + table.name());
    if (ServedRelease.isFor(table) && served().isPresent()) {
      return served()
          .flatMap(shown -> shown.table(table, path))
          .orElseThrow(() -> new NoSuchTableException(identifier));
    }
    if (pins.isEmpty()) {
      return DeltaBridge.table(path, Optional.empty());
    }
    Long version = pins.get().get(table.toString());
    if (version == null) {
      throw new NoSuchTableException(identifier);
    }
    return DeltaBridge.table(path, Optional.of(version));
  }

  @Override
  public Identifier[] listTables(String[] namespace) {
    Stream<TableName> known =
        served()
            .map(shown -> shown.release().tables().keySet().stream())
            .orElseGet(() -> pins.orElse(Map.of()).keySet().stream().map(TableName::of));
    return known
        .filter(table -> namespace.length == 1 && namespace[0].equals(table.layer().word()))
        .map(table -> Identifier.of(namespace, table.name()))
        .toArray(Identifier[]::new);
  }
}
