package io.ingot.core.testkit;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Erasure;
import io.ingot.core.batch.Json;
import io.ingot.core.batch.Pin;
import io.ingot.core.batch.Plan;
import io.ingot.core.project.Layer;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.TableLog.Commit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The promise that no row is lost, doubled or silently dropped, asked of a lake as it lies there:
 * for every batch that a log still tells, the numbers add up, the files hold as many rows as were
 * counted, silver read what bronze wrote, the quarantine holds what was refused, and nobody but a
 * batch, or an erasure that is on record, changed a row. Logs are read as files; only a
 * quarantine's rows are counted.
 */
public final class Conservation {
  private final Map<TableName, TableLog> tables;
  private final Map<String, Erasure> erasures;
  private final List<String> breaches = new ArrayList<>();

  private Conservation(Map<TableName, TableLog> tables, Map<String, Erasure> erasures) {
    this.tables = tables;
    this.erasures = erasures;
  }

  /** Fails with every breach in every lake below a folder. */
  static void requireBelow(Path folder) {
    List<String> breaches = breaches(folder);
    if (!breaches.isEmpty()) {
      throw new AssertionError("Rows are not conserved:\n  " + String.join("\n  ", breaches));
    }
  }

  /** Every breach in every lake below a folder, in words; none where all is well. */
  public static List<String> breaches(Path folder) {
    List<String> breaches = new ArrayList<>();
    LakeTables.below(folder)
        .forEach(
            (lake, tables) -> {
              Conservation lakes = new Conservation(new TreeMap<>(tables), erasures(lake));
              tables.values().forEach(lakes::check);
              breaches.addAll(lakes.breaches);
            });
    return breaches;
  }

  private static Map<String, Erasure> erasures(Path lake) {
    Map<String, Erasure> erasures = new HashMap<>();
    Path folder = lake.resolve("_ingot/erasures");
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(name -> name.toString().endsWith(".json")).toList()) {
          Erasure erasure = Json.read(Files.readString(file), Erasure.class);
          erasures.put(erasure.id(), erasure);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read the erasures of " + lake, e);
      }
    }
    return erasures;
  }

  private void check(TableLog table) {
    if (table.name().layer() == Layer.QUARANTINE) {
      refused(table);
      return;
    }
    numbers(table);
    nobodyElse(table);
    table
        .batches()
        .forEach(commit -> commit.record().ifPresent(told -> check(table, commit, told)));
  }

  private void check(TableLog table, Commit commit, BatchRecord told) {
    Counts counts = told.counts();
    String batch = "batch " + told.batch() + " of " + table.name();
    if (told.batch() != commit.batch().getAsLong()) {
      breaches.add(batch + " is committed as batch " + commit.batch().getAsLong());
    }
    if (counts.read() != counts.written() + counts.duplicates() + counts.quarantined()) {
      breaches.add(batch + " does not add up: " + counts);
    }
    // Of a gold table's merge only the rows that differ from those that are there are offered.
    boolean merged = table.name().layer() == Layer.GOLD && commit.offered().isPresent();
    if (!table.isHistory() && !merged) {
      entered(batch, commit, counts.written());
    }
    if (table.name().layer() == Layer.BRONZE) {
      ofItsOwn(batch, commit);
    }
    if (table.name().layer() == Layer.SILVER) {
      taken(batch, told);
      setAside(table, told);
    }
  }

  private void entered(String batch, Commit commit, long written) {
    if (commit.offered().isEmpty()) {
      compare(batch + ": rows in its files", written, commit.rowsAdded());
    } else if (commit.offered().getAsLong() < written) {
      compare(batch + ": rows that were merged", written, commit.offered().getAsLong());
    }
  }

  /** Generations follow each other in one row of numbers. */
  private void numbers(TableLog table) {
    List<Long> numbers =
        table.batches().stream().map(commit -> commit.batch().getAsLong()).toList();
    long first = table.isWhole() || numbers.isEmpty() ? 0 : numbers.get(0);
    List<Long> dense = LongStream.range(first, first + numbers.size()).boxed().toList();
    if (!numbers.equals(dense)) {
      breaches.add(table.name() + " has the batches " + numbers);
    }
  }

  private void nobodyElse(TableLog table) {
    table.commits().stream()
        .filter(commit -> commit.changes() && commit.batch().isEmpty())
        .filter(commit -> commit.erasure().filter(erasures::containsKey).isEmpty())
        .forEach(
            commit ->
                breaches.add(
                    "version "
                        + commit.version()
                        + " of "
                        + table.name()
                        + " changes rows and is no batch"));
  }

  private void ofItsOwn(String batch, Commit commit) {
    commit.added().stream()
        .flatMap(file -> file.batches().stream())
        .filter(number -> number != commit.batch().getAsLong())
        .forEach(number -> breaches.add(batch + " holds rows of batch " + number));
  }

  /** What silver read is what the bronze batches of its plan brought. */
  private void taken(String batch, BatchRecord told) {
    if (told.plan() instanceof Plan.Advance plan) {
      long brought = 0;
      for (Map.Entry<TableName, Pin> from : plan.from().entrySet()) {
        Optional<Long> rows = brought(from.getKey(), from.getValue(), plan);
        if (rows.isEmpty()) {
          return;
        }
        brought += rows.get() - erased(from.getKey(), from.getValue(), plan);
      }
      compare(batch + ": rows of " + plan.range(), brought, told.counts().read());
    }
  }

  /** Rows of those batches that were erased before silver read them. */
  private long erased(TableName name, Pin from, Plan.Advance plan) {
    Pin to = plan.inputs().get(name);
    return tables.get(name).commits().stream()
        .filter(commit -> commit.changes() && commit.version() <= to.version())
        .flatMap(commit -> commit.erasure().stream())
        .flatMap(id -> Optional.ofNullable(erasures.get(id)).stream())
        .flatMap(erasure -> erasure.parts().stream())
        .filter(part -> part.table().equals(name))
        .flatMap(part -> part.batches().entrySet().stream())
        .filter(batch -> batch.getKey() > from.batch() && batch.getKey() <= to.batch())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Empty where the bronze table is gone or its log does not reach back so far. */
  private Optional<Long> brought(TableName name, Pin from, Plan.Advance plan) {
    TableLog bronze = tables.get(name);
    if (bronze == null || !bronze.id().equals(Optional.of(from.tableId()))) {
      return Optional.empty();
    }
    long rows = 0;
    for (long number = from.batch() + 1; number <= plan.inputs().get(name).batch(); number++) {
      Optional<BatchRecord> told = bronze.record(number);
      if (told.isEmpty()) {
        return Optional.empty();
      }
      rows += told.get().counts().written();
    }
    return Optional.of(rows);
  }

  /** The other half of a batch that refused rows: there is one, and it tells the same. */
  private void setAside(TableLog table, BatchRecord told) {
    if (told.counts().quarantined() == 0) {
      return;
    }
    TableLog quarantine = tables.get(table.name().quarantine());
    boolean there = quarantine != null && quarantine.record(told.batch()).isPresent();
    boolean cleaned = quarantine != null && !quarantine.isWhole();
    if (!there && !cleaned) {
      breaches.add(
          "batch " + told.batch() + " of " + table.name() + " set nothing aside: " + told.counts());
    } else if (there) {
      Counts other = quarantine.record(told.batch()).get().counts();
      if (!other.equals(told.counts())) {
        breaches.add(
            "batch "
                + told.batch()
                + " of "
                + table.name()
                + " tells "
                + told.counts()
                + ", its quarantine "
                + other);
      }
    }
  }

  /** Each batch's refused rows are in the quarantine, once. */
  private void refused(TableLog quarantine) {
    Map<Long, Long> rows = rowsRefused(quarantine);
    for (Commit commit : quarantine.batches()) {
      commit
          .record()
          .ifPresent(
              told ->
                  compare(
                      "batch " + told.batch() + " of " + quarantine.name() + ": rows refused",
                      told.counts().quarantined(),
                      rows.getOrDefault(told.batch(), 0L)));
    }
  }

  /** Of a row's events those by which a batch refused it. */
  private static Map<Long, Long> rowsRefused(TableLog quarantine) {
    Dataset<Row> all = Sparks.session().read().format("delta").load(quarantine.folder().toString());
    Column refused =
        List.of(all.columns()).contains("event")
            ? coalesce(col("event").isin("opened", "kept"), lit(true))
            : lit(true);
    Map<Long, Long> rows = new HashMap<>();
    all.filter(refused)
        .groupBy("batch")
        .count()
        .collectAsList()
        .forEach(row -> rows.put(row.getLong(0), row.getLong(1)));
    return rows;
  }

  private void compare(String what, long expected, long found) {
    if (expected != found) {
      breaches.add(what + ": " + expected + " expected, " + found + " found");
    }
  }
}
