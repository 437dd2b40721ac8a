package io.ingot.etl.bronze.files;

import static org.apache.spark.sql.functions.col;

import io.ingot.core.batch.Erasures;
import io.ingot.core.batch.Json;
import io.ingot.core.batch.SourceFile;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.TableName;
import io.ingot.etl.bronze.BronzeColumns;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Which files a table has taken, and in which batch. Its rows tell; a file of Ingot's remembers it,
 * and can be lost.
 */
final class TakenFiles {
  private final Lake lake;
  private final TableName table;
  private final TableState state;

  TakenFiles(Lake lake, TableName table, TableState state) {
    this.lake = lake;
    this.table = table;
    this.state = state;
  }

  /** The files with the number of the last batch that took them. */
  Map<SourceFile, Long> batches() {
    if (!state.exists()) {
      return Map.of();
    }
    return lake.files()
        .read(folder() + cache(state.generation(), state.batch()))
        .flatMap(TakenFiles::remembered)
        .orElseGet(this::byRows);
  }

  /** What a cache tells; one that cannot be read is as good as lost. */
  private static Optional<Map<SourceFile, Long>> remembered(String text) {
    try {
      return Optional.of(
          Arrays.stream(Json.read(text, Taken[].class))
              .collect(Collectors.toMap(Taken::file, Taken::batch, Math::max)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Map<SourceFile, Long> byRows() {
    Map<SourceFile, Long> all =
        rows(functions.max(BronzeColumns.BATCH).as("batch"), functions.lit(true)).stream()
            .collect(Collectors.toMap(TakenFiles::file, row -> row.getAs("batch")));
    // One whose rows were all of a subject that was erased has no row left that tells.
    new Erasures(lake).emptied(table).forEach(gone -> all.putIfAbsent(gone.file(), gone.batch()));
    return all;
  }

  /** The files of which the table has nothing but that they are damaged; asks all rows. */
  Set<SourceFile> damaged() {
    if (!state.exists()) {
      return Set.of();
    }
    Column none = functions.every(col(BronzeColumns.SOURCE + ".position").isNull());
    return rows(none.as("damaged"), col("damaged")).stream()
        .map(TakenFiles::file)
        .collect(Collectors.toSet());
  }

  private List<Row> rows(Column aggregate, Column wanted) {
    return lake.table(table)
        .at(state.version())
        .groupBy(
            col(BronzeColumns.SOURCE + ".name"),
            col(BronzeColumns.SOURCE + ".bytes"),
            col(BronzeColumns.SOURCE + ".modified"))
        .agg(aggregate)
        .filter(wanted)
        .collectAsList();
  }

  private static SourceFile file(Row row) {
    return new SourceFile(row.getString(0), row.getLong(1), row.getTimestamp(2).toInstant());
  }

  /** Remembers what was taken, once a batch is committed. */
  void remember(List<SourceFile> files, long batch) {
    Map<SourceFile, Long> all = new HashMap<>(batches());
    files.forEach(file -> all.put(file, batch));
    String name = cache(state.generation(), batch);
    lake.files()
        .put(
            folder() + name,
            Json.write(
                all.entrySet().stream()
                    .map(taken -> new Taken(taken.getKey(), taken.getValue()))
                    .toArray(Taken[]::new)));
    lake.files().list(folder()).stream()
        .filter(old -> !old.equals(name))
        .forEach(old -> lake.files().delete(folder() + old));
  }

  private String folder() {
    return "files/" + table + "/";
  }

  private static String cache(int generation, long batch) {
    return generation + "-" + batch + ".json";
  }

  /** A file and the batch that took it. */
  record Taken(SourceFile file, long batch) {
    Taken {
      Objects.requireNonNull(file, "file");
    }
  }
}
