package io.ingot.core.lineage;

import io.ingot.core.lineage.ColumnLineage.Input;
import io.ingot.core.lineage.ColumnLineages.Known;
import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.Source;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.StructType;

/** Bronze keeps a source's columns under their names, or whole records in one column. */
final class BronzeLineage {
  /** The column that holds a record as it came. */
  static final String RAW = "_raw";

  private static final Set<String> OWN =
      Set.of("_batch", "_run", "_source", "_extracted_at", "_corrupt", "_fault", "_deleted", RAW);

  private BronzeLineage() {}

  /**
   * @param built the table's columns; none for one that is not there
   */
  static Optional<Known> of(BronzeTable bronze, StructType built) {
    if (built.isEmpty()) {
      return Optional.empty();
    }
    Origin origin = Origin.of(bronze);
    Map<String, Set<Input>> columns = new LinkedHashMap<>();
    Arrays.stream(built.fieldNames())
        .forEach(
            name ->
                columns.put(name, OWN.contains(name) ? Set.of() : Set.of(Input.of(origin, name))));
    return Optional.of(new Known(built, new ColumnLineage(bronze.name(), columns, Set.of())));
  }

  /** Whether the fields of a record are inside {@link #RAW} and not columns. */
  static boolean keepsRecords(BronzeTable bronze) {
    Source source = bronze.source();
    return source instanceof Source.Endpoint
        || source instanceof Source.Topic
        || source instanceof Source.FileSet files
            && (files.format() == Source.Format.JSON || files.format() == Source.Format.JSON_ARRAY);
  }

  /** Whether every column is text, as it stands in the file. */
  static boolean isText(BronzeTable bronze) {
    return bronze.source() instanceof Source.FileSet files && files.format() == Source.Format.CSV;
  }
}
