package io.ingot.quality.state;

import io.ingot.core.lake.DataFile;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableFiles;
import io.ingot.core.project.TableName;
import io.ingot.quality.state.StateFile.Origin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Aggregates over a whole table that read only the files which were not measured before. Those
 * whose values cannot be merged are measured over all files, in one scan.
 */
public final class TableMeasures {
  private final Lake lake;
  private final StateStore store;
  private final Predicate<String> personal;

  /**
   * @param personal tells the table's columns whose values may stand in no file; what would keep
   *     any is measured over all files each time
   */
  public TableMeasures(Lake lake, TableName table, Predicate<String> personal) {
    this.lake = lake;
    this.personal = personal;
    this.store = new StateStore(lake, table);
  }

  /**
   * The values of aggregates over all rows of a version, in their order, as {@code Dataset.agg}
   * would give them. Numbers that are added up in another order differ in the last digits;
   * quantiles of a sketch are as near as the sketch's own error says.
   *
   * @param files the version's files
   * @param columns at least one aggregate over the table's columns, each under an alias or none
   */
  public Row over(TableFiles files, List<Column> columns) {
    List<Aggregate> aggregates = Aggregate.of(files.rows(List.of()), columns, personal);
    Map<String, Object> values = new HashMap<>(merged(files, distinct(aggregates, true)));
    values.putAll(aggregated(files.rows(files.all()), distinct(aggregates, false)));
    return row(files, aggregates, values);
  }

  /**
   * The same over all rows of a version and some more, which were measured by themselves.
   *
   * @param more the columns' values over these
   * @param all all rows and these, of the version's columns; read for what cannot be merged
   */
  public Row with(TableFiles files, List<Column> columns, Row more, Supplier<Dataset<Row>> all) {
    List<Aggregate> aggregates = Aggregate.of(files.rows(List.of()), columns, personal);
    Map<String, Object> values = new HashMap<>(merged(files, distinct(aggregates, true)));
    Map<String, Object> added = new HashMap<>();
    IntStream.range(0, columns.size())
        .forEach(i -> added.put(aggregates.get(i).key(), more.get(i)));
    values.replaceAll((key, value) -> Aggregate.merging(key).merge(value, added.get(key)));
    List<Aggregate> rest = distinct(aggregates, false);
    if (!rest.isEmpty()) {
      values.putAll(aggregated(all.get(), rest));
    }
    return row(files, aggregates, values);
  }

  /** Where no row had anything to measure, an aggregate may say more than that: a count of 0. */
  private static Row row(TableFiles files, List<Aggregate> aggregates, Map<String, Object> values) {
    values.putAll(
        aggregated(
            files.rows(List.of()),
            distinct(aggregates, true).stream()
                .filter(aggregate -> values.get(aggregate.key()) == null)
                .toList()));
    return RowFactory.create(
        aggregates.stream().map(aggregate -> values.get(aggregate.key())).toArray());
  }

  private static List<Aggregate> distinct(List<Aggregate> aggregates, boolean merging) {
    return List.copyOf(
        aggregates.stream()
            .filter(aggregate -> aggregate.merging().isPresent() == merging)
            .collect(
                Collectors.toMap(
                    Aggregate::key, Function.identity(), (a, b) -> a, LinkedHashMap::new))
            .values());
  }

  private static Map<String, Object> aggregated(Dataset<Row> rows, List<Aggregate> aggregates) {
    Map<String, Object> values = new HashMap<>();
    if (!aggregates.isEmpty()) {
      List<Column> columns = aggregates.stream().map(Aggregate::column).toList();
      Row row = rows.agg(columns.get(0), Aggregate.rest(columns)).first();
      IntStream.range(0, columns.size())
          .forEach(i -> values.put(aggregates.get(i).key(), row.get(i)));
    }
    return values;
  }

  private Map<String, Object> merged(TableFiles files, List<Aggregate> aggregates) {
    Map<String, DataFile> byName =
        files.all().stream()
            .collect(
                Collectors.toMap(
                    DataFile::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    Origin origin = Origin.now(lake.spark().version(), files.tableId());
    StateStore.Kept kept = store.load(origin, byName.keySet());
    List<Chunk> more = new ArrayList<>();
    missing(kept.chunks(), aggregates, byName.keySet())
        .forEach(
            (names, lacking) ->
                more.addAll(measured(files, names.stream().map(byName::get).toList(), lacking)));
    if (!more.isEmpty() || !kept.isTidy()) {
      store.keep(kept, more, Chunks.of(files.all()));
    }
    List<Chunk> all = Stream.concat(kept.chunks().stream(), more.stream()).toList();
    Map<String, Object> values = new HashMap<>();
    aggregates.forEach(
        aggregate -> values.put(aggregate.key(), merged(aggregate, all, byName.keySet())));
    return values;
  }

  /** The aggregates that have to be measured, by the files that they are not known of. */
  private static Map<Set<String>, List<Aggregate>> missing(
      List<Chunk> chunks, List<Aggregate> aggregates, Set<String> files) {
    Map<Set<String>, List<Aggregate>> missing = new LinkedHashMap<>();
    for (Aggregate aggregate : aggregates) {
      Set<String> names = Coverage.of(aggregate.key(), chunks, files).missing();
      if (!names.isEmpty()) {
        missing.computeIfAbsent(names, any -> new ArrayList<>()).add(aggregate);
      }
    }
    return missing;
  }

  private static Object merged(Aggregate aggregate, List<Chunk> chunks, Set<String> files) {
    Coverage coverage = Coverage.of(aggregate.key(), chunks, files);
    if (!coverage.missing().isEmpty()) {
      throw new IllegalStateException(
          "Not measured: " + coverage.missing().size() + " files of " + aggregate.column());
    }
    Merging merging = aggregate.merging().orElseThrow();
    Object value = null;
    for (String state : coverage.states()) {
      value = merging.merge(value, StateBytes.value(state));
    }
    return value;
  }

  /** Reads files once and tells what is in each group of them. */
  private static List<Chunk> measured(
      TableFiles table, Collection<DataFile> files, List<Aggregate> aggregates) {
    FileGroups groups = FileGroups.of(files, table.partitionColumns());
    int keys = groups.keys().size();
    List<Column> columns =
        IntStream.range(0, aggregates.size())
            .mapToObj(i -> aggregates.get(i).column().as("_state_" + i))
            .toList();
    Map<Row, Row> measured =
        table
            .rows(files)
            .groupBy(groups.keys().toArray(Column[]::new))
            .agg(columns.get(0), Aggregate.rest(columns))
            .collectAsList()
            .stream()
            .collect(
                Collectors.toMap(row -> part(row, 0, keys), row -> part(row, keys, row.size())));
    if (!groups.files().keySet().containsAll(measured.keySet())) {
      throw new IllegalStateException("Rows of a partition that no file is of.");
    }
    return groups.files().entrySet().stream()
        .map(group -> chunk(group.getValue(), measured.get(group.getKey()), aggregates))
        .toList();
  }

  /** Files without a row are known as well: there is nothing to measure in them. */
  private static Chunk chunk(Set<String> files, Row measured, List<Aggregate> aggregates) {
    Map<String, String> states = new HashMap<>();
    IntStream.range(0, aggregates.size())
        .forEach(
            i ->
                states.put(
                    aggregates.get(i).key(),
                    StateBytes.text(measured == null ? null : measured.get(i))));
    return new Chunk(files, states);
  }

  private static Row part(Row row, int from, int to) {
    return RowFactory.create(IntStream.range(from, to).mapToObj(row::get).toArray());
  }
}
