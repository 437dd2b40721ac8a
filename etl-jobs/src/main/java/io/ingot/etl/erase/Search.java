package io.ingot.etl.erase;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.every;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.ingot.core.batch.Erasure;
import io.ingot.core.batch.SourceFile;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.Layer;
import io.ingot.core.project.Project;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Subject;
import io.ingot.etl.bronze.BronzeColumns;
import io.ingot.etl.trace.Conditions;
import io.ingot.etl.trace.Trait;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Looks for a subject's rows in the tables of a lake as they are now. */
final class Search {
  private static final String FILE = "__file";

  private final Lake lake;
  private final Project project;
  private final Subject subject;
  private final Map<TableName, Set<Trait>> traits;

  /**
   * A search.
   *
   * @param lake with a session that is used for nothing else
   */
  Search(Project project, Lake lake, Subject subject) {
    this.lake = lake;
    this.project = project;
    this.subject = subject;
    this.traits = Traits.of(project, lake, subject);
  }

  /** The names under which the subject's value stands anywhere. */
  Set<String> names() {
    return Traits.names(traits);
  }

  /** The tables in which the subject can be found, quarantines too; in the order of layers. */
  Set<TableName> tables() {
    Set<TableName> tables = new TreeSet<>();
    traits.keySet().stream().filter(this::isThere).forEach(tables::add);
    project.tables().values().stream()
        .filter(SilverTable.class::isInstance)
        .map(SilverTable.class::cast)
        .filter(
            silver ->
                traits.containsKey(silver.name())
                    || silver.from().stream().anyMatch(traits::containsKey))
        .map(silver -> silver.name().quarantine())
        .filter(this::isThere)
        .forEach(tables::add);
    return tables;
  }

  private boolean isThere(TableName table) {
    return lake.table(table).state().exists();
  }

  /** The columns by which the subject is found in a table, for a person. */
  private List<String> columns(TableName table) {
    return table.layer() == Layer.QUARANTINE
        ? List.of("key", "record", "errors")
        : traits.get(table).stream()
            .map(trait -> trait.fields().size() == 1 ? trait.fields().get(0) : trait.name())
            .distinct()
            .toList();
  }

  /** The subject's rows in every table that holds any. */
  List<Erasure.Part> found() {
    return tables().stream().map(this::found).filter(part -> part.rows() > 0).toList();
  }

  private Erasure.Part found(TableName table) {
    Map<Long, Long> batches = new TreeMap<>();
    long rows = 0;
    Set<String> files = new TreeSet<>();
    boolean numbered = table.layer() == Layer.BRONZE;
    Column batch = numbered ? col("t." + BronzeColumns.BATCH) : lit(-1L);
    for (Row row :
        matching(table)
            .groupBy(col("t." + FILE), batch.as("batch"))
            .agg(count(lit(1)))
            .collectAsList()) {
      files.add(row.getString(0));
      rows += row.getLong(2);
      if (numbered) {
        batches.merge(row.getLong(1), row.getLong(2), Long::sum);
      }
    }
    return new Erasure.Part(
        table,
        columns(table),
        rows,
        files.size(),
        batches,
        rows > 0 && numbered ? emptied(table) : List.of());
  }

  /** The rows of a table that are the subject's, under {@code t}. */
  Dataset<Row> matching(TableName table) {
    return rows(table).join(who(), expr(condition(table)));
  }

  private Dataset<Row> rows(TableName table) {
    return lake.table(table)
        .at(lake.table(table).state().version())
        .selectExpr("*", "_metadata.file_path AS " + FILE)
        .as("t");
  }

  /** The subject as the conditions name it. */
  Dataset<Row> who() {
    return Conditions.subject(lake.spark(), subject).as("s");
  }

  /** By what a table's rows are known as the subject's. */
  String condition(TableName table) {
    StructType schema = lake.table(table).state().schema();
    return switch (table.layer()) {
      case BRONZE -> Conditions.bronze(traits.get(table), schema);
      case QUARANTINE -> refused(new TableName(Layer.SILVER, table.name()));
      default -> Conditions.typed(traits.get(table), schema);
    };
  }

  private String refused(TableName name) {
    SilverTable silver = (SilverTable) project.tables().get(name);
    Set<Trait> bronze = new LinkedHashSet<>();
    List<String> columns = new ArrayList<>();
    for (TableName from : silver.from()) {
      bronze.addAll(traits.getOrDefault(from, Set.of()));
      TableState state = lake.table(from).state();
      columns.addAll(Arrays.asList(state.schema().fieldNames()));
    }
    return Conditions.refused(bronze, traits.getOrDefault(name, Set.of()), columns);
  }

  /** Source files of which no row is another's. */
  private List<Erasure.Emptied> emptied(TableName table) {
    if (!(project.tables().get(table) instanceof BronzeTable)) {
      return List.of();
    }
    String source = "t." + BronzeColumns.SOURCE;
    return rows(table)
        .join(who(), lit(true))
        .groupBy(col(source + ".name"), col(source + ".bytes"), col(source + ".modified"))
        .agg(
            every(expr(condition(table))).as("all"),
            max(col("t." + BronzeColumns.BATCH)).as("batch"))
        .filter(col("all").and(col("bytes").isNotNull()).and(col("modified").isNotNull()))
        .collectAsList()
        .stream()
        .map(
            row ->
                new Erasure.Emptied(
                    new SourceFile(
                        row.getString(0), row.getLong(1), row.getTimestamp(2).toInstant()),
                    row.<Long>getAs("batch")))
        .toList();
  }

  /** The versions of the tables that are searched. */
  Map<TableName, Long> versions() {
    Map<TableName, Long> versions = new HashMap<>();
    tables().forEach(table -> versions.put(table, lake.table(table).state().version()));
    return versions;
  }

  /** Whether the value can be one of the columns' types at all; of their texts it always can. */
  Optional<String> misfit() {
    List<String> types =
        traits.values().stream()
            .flatMap(Set::stream)
            .flatMap(trait -> trait.type().stream())
            .distinct()
            .toList();
    boolean fits =
        types.isEmpty()
            || types.stream()
                .anyMatch(
                    type ->
                        !who().selectExpr("try_cast(s.value AS " + type + ")").first().isNullAt(0));
    return fits ? Optional.empty() : Optional.of(String.join(", ", types));
  }

  boolean isEmpty() {
    return traits.isEmpty();
  }
}
