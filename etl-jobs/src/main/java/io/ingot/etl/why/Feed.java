package io.ingot.etl.why;

import static org.apache.spark.sql.functions.col;

import io.ingot.core.lake.LakeTable;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a row was before, as far back as the table's changes are kept.
 *
 * @param changes oldest first
 * @param numbers the {@code _batch} that any of its versions came with
 * @param reach how far back, in words
 */
record Feed(List<Answer.Change> changes, List<Long> numbers, String reach) {
  private static final String KIND = "_change_type";
  private static final String VERSION = "_commit_version";
  private static final String AT = "_commit_timestamp";
  private static final String CAME = "_came";
  private static final Set<String> OWN = Set.of(KIND, VERSION, AT, CAME);
  private static final int TRIES = 12;

  /**
   * Reads it.
   *
   * @param shown the columns as they may be shown, under their names
   */
  static Feed of(LakeTable table, long latest, Column match, Column[] shown, Batches batches) {
    long from = -1;
    for (int tries = 0; tries < TRIES && from < latest; tries++) {
      try {
        return new Feed(rows(table, from, latest, match, shown), batches, from);
      } catch (RuntimeException e) {
        // Change files or log entries that are gone show only when they are read.
        from = from + 1 + (latest - from - 1) / 2;
      }
    }
    return new Feed(List.of(), List.of(), "no earlier version is kept");
  }

  private Feed(List<Row> rows, Batches batches, long from) {
    this(
        changes(rows, batches),
        rows.stream()
            .map(row -> row.<Long>getAs(CAME))
            .filter(Objects::nonNull)
            .distinct()
            .toList(),
        from < 0 ? "back to the first version" : "back to version " + (from + 1));
  }

  private static List<Row> rows(
      LakeTable table, long from, long latest, Column match, Column[] shown) {
    List<Row> all = new ArrayList<>();
    for (Dataset<Row> part : table.feed(from, latest)) {
      List<Column> columns = new ArrayList<>(List.of(shown));
      columns.add(col(KIND));
      columns.add(col(VERSION));
      columns.add(col(AT));
      columns.add(col("_batch").as(CAME));
      all.addAll(part.filter(match).select(columns.toArray(Column[]::new)).collectAsList());
    }
    return all;
  }

  private static List<Answer.Change> changes(List<Row> rows, Batches batches) {
    Map<Long, List<Row>> byVersion = new TreeMap<>();
    rows.forEach(
        row -> byVersion.computeIfAbsent(row.getAs(VERSION), none -> new ArrayList<>()).add(row));
    List<Answer.Change> changes = new ArrayList<>();
    byVersion.forEach(
        (version, of) -> {
          List<Row> before = of.stream().filter(row -> is(row, "update_preimage")).toList();
          of.stream()
              .filter(row -> !is(row, "update_preimage"))
              .sorted(Comparator.comparing(row -> row.<String>getAs(KIND)))
              .forEach(row -> changes.add(change(version, row, before, batches)));
        });
    return changes;
  }

  private static boolean is(Row row, String kind) {
    return row.<String>getAs(KIND).equals(kind);
  }

  private static Answer.Change change(long version, Row row, List<Row> before, Batches batches) {
    boolean update = is(row, "update_postimage");
    Optional<Row> old =
        update && before.size() == 1 ? Optional.of(before.get(0)) : Optional.empty();
    Map<String, String> columns = new LinkedHashMap<>();
    for (String name : row.schema().fieldNames()) {
      if (!OWN.contains(name)) {
        String now = row.getAs(name);
        old.ifPresentOrElse(
            was -> {
              if (!Objects.equals(was.<String>getAs(name), now)) {
                columns.put(name, was.<String>getAs(name) + " -> " + now);
              }
            },
            () -> {
              if (now != null) {
                columns.put(name, now);
              }
            });
      }
    }
    return new Answer.Change(
        version,
        row.<Timestamp>getAs(AT).toInstant(),
        update ? "update" : row.getAs(KIND),
        batches.at(version).map(Answer.Made::batch),
        columns);
  }
}
