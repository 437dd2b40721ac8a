package io.ingot.core.lineage;

import io.ingot.core.lake.ReadOnlyCatalog;
import io.ingot.core.project.TableName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * A Spark catalog of tables that have columns and no rows, so that a query over tables which are
 * not built yet can be analysed. Public because Spark makes it by its name.
 */
public final class SchemaCatalog extends ReadOnlyCatalog {
  private static final String NAME = "columns";

  private String name = NAME;
  private CaseInsensitiveStringMap options = CaseInsensitiveStringMap.empty();

  /** A session of its own in which SQL finds tables with the columns given, and no other. */
  static SparkSession session(SparkSession spark, Map<TableName, StructType> tables) {
    SparkSession own = spark.newSession();
    String key = "spark.sql.catalog." + NAME;
    own.conf().set(key, SchemaCatalog.class.getName());
    tables.forEach((table, columns) -> own.conf().set(key + "." + table, columns.json()));
    own.conf().set("spark.sql.defaultCatalog", NAME);
    return own;
  }

  @Override
  public void initialize(String catalog, CaseInsensitiveStringMap settings) {
    this.name = catalog;
    this.options = settings;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Table loadTable(Identifier identifier) throws NoSuchTableException {
    String table = String.join(".", identifier.namespace()) + "." + identifier.name();
    StructType columns =
        Optional.ofNullable(options.get(table))
            .map(json -> (StructType) DataType.fromJson(json))
            .orElseThrow(() -> new NoSuchTableException(identifier));
    return new Declared(table, columns);
  }

  @Override
  public Identifier[] listTables(String[] namespace) {
    return new Identifier[0];
  }

  /** A table's name and columns; the name leads from an analysed plan back to the table. */
  private record Declared(String name, StructType columnTypes) implements Table {
    @Override
    @SuppressWarnings("deprecation") // The method is abstract, so it has to be there.
    public StructType schema() {
      return columnTypes;
    }

    @Override
    public Set<TableCapability> capabilities() {
      return Set.of(TableCapability.BATCH_READ);
    }
  }
}
