package io.ingot.core.lake;

import java.util.Map;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;

/** A Spark catalog whose tables are made and changed by Ingot's batches only. */
public abstract class ReadOnlyCatalog implements TableCatalog {
  @Override
  @SuppressWarnings("deprecation") // The method is abstract, so it has to be there.
  public final Table createTable(
      Identifier identifier,
      StructType schema,
      Transform[] partitions,
      Map<String, String> properties) {
    throw readOnly();
  }

  @Override
  public final Table alterTable(Identifier identifier, TableChange... changes) {
    throw readOnly();
  }

  @Override
  public final boolean dropTable(Identifier identifier) {
    throw readOnly();
  }

  @Override
  public final void renameTable(Identifier from, Identifier to) {
    throw readOnly();
  }

  private static UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException(
        "The lake's tables are written by Ingot's batches only; this catalog reads them.");
  }
}
