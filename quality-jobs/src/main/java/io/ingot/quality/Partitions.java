package io.ingot.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The partitions of one batch, with what all checks by partition measure in them: one pass over the
 * rows for all of those checks.
 */
final class Partitions {
  private static final String ROWS = "_rows";

  private final List<String> by;
  private final Measures measures = new Measures();
  private Optional<List<Measured>> all = Optional.empty();

  /**
   * @param by the columns of the partitions, by their names in the rows
   */
  Partitions(List<String> by) {
    this.by = List.copyOf(by);
  }

  /** Has more measured; before anything is. */
  void measuring(List<Column> aggregates) {
    measures.add(aggregates);
  }

  List<String> by() {
    return by;
  }

  /**
   * The partitions that a batch has rows in.
   *
   * @param written its rows
   */
  List<Measured> of(Dataset<Row> written) {
    if (all.isEmpty()) {
      all = Optional.of(measured(written));
    }
    return all.get();
  }

  private List<Measured> measured(Dataset<Row> written) {
    Column[] groups = columns();
    return written
        .groupBy(groups)
        .agg(count(lit(1)).as(ROWS), measures.aliased().toArray(Column[]::new))
        .collectAsList()
        .stream()
        .map(row -> new Measured(values(row), row.getLong(by.size()), named(row)))
        .toList();
  }

  Column[] columns() {
    return by.stream().map(name -> col(Columns.quoted(name))).toArray(Column[]::new);
  }

  /** What some of the aggregates measured in a partition, in their order. */
  Row row(Measured partition, List<Column> aggregates) {
    return measures.row(aggregates, partition.measures());
  }

  /** The values of the partition's columns, which a row of a grouping begins with. */
  List<Object> values(Row row) {
    return Arrays.asList(IntStream.range(0, by.size()).mapToObj(row::get).toArray());
  }

  /** The rows of one partition. */
  Dataset<Row> rows(Dataset<Row> written, List<Object> values) {
    return written.filter(
        IntStream.range(0, by.size())
            .mapToObj(i -> col(Columns.quoted(by.get(i))).eqNullSafe(lit(values.get(i))))
            .reduce(Column::and)
            .orElseThrow());
  }

  private Map<String, Object> named(Row row) {
    String[] names = row.schema().fieldNames();
    Map<String, Object> named = new HashMap<>();
    IntStream.range(by.size() + 1, names.length).forEach(i -> named.put(names[i], row.get(i)));
    return named;
  }

  /**
   * One partition.
   *
   * @param values of its columns
   * @param rows that the batch has in it
   * @param measures by their aliases
   */
  record Measured(List<Object> values, long rows, Map<String, Object> measures) {}
}
