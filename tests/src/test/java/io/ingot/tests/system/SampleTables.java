package io.ingot.tests.system;

import io.ingot.core.lake.Lake;
import io.ingot.core.project.TableName;
import io.ingot.tests.testkit.DeltaLogFiles;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The sample's tables as they are now. */
record SampleTables(Lake lake) {
  Dataset<Row> rows(String table) {
    TableName name = TableName.of(table);
    return lake.table(name).at(lake.table(name).state().version());
  }

  DeltaLogFiles log(TableName table) {
    return DeltaLogFiles.of(Path.of(lake.table(table).path()));
  }

  Map<TableName, Long> versions(Collection<TableName> tables) {
    Map<TableName, Long> versions = new TreeMap<>();
    tables.forEach(table -> versions.put(table, lake.table(table).state().version()));
    return versions;
  }

  /** Rows as sorted texts of the SQL expressions given. */
  static List<String> texts(Dataset<Row> rows, String... expressions) {
    return rows.selectExpr(expressions).collectAsList().stream()
        .map(Row::toString)
        .sorted()
        .toList();
  }
}
