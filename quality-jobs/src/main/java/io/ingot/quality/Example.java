package io.ingot.quality;

import static org.apache.spark.sql.functions.col;

import io.ingot.core.batch.Sample;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Rows that broke a check, as a person may see them.
 *
 * @param keys columns that every example shows where the rows have them
 * @param personal tells of a column whether its values are not shown
 */
record Example(List<String> keys, Predicate<String> personal) {
  private static final int LONGEST = 80;
  private static final int MOST = 20;

  Example {
    keys = List.copyOf(keys);
  }

  /** The same of other columns. */
  Example hiding(Predicate<String> others) {
    return new Example(keys, others);
  }

  /**
   * Up to twenty of the rows; none where there is no row or no column to show.
   *
   * @param rows with the keys and all of the columns
   * @param columns what is shown beside the keys
   */
  List<Sample> of(Dataset<Row> rows, List<String> columns) {
    Columns known = new Columns(rows.schema());
    Set<String> shown = new LinkedHashSet<>();
    Stream.concat(keys.stream(), columns.stream())
        .forEach(name -> known.find(name).ifPresent(field -> shown.add(field.name())));
    return exactly(rows, List.copyOf(shown));
  }

  /** The same without the keys, for rows that have none. */
  List<Sample> exactly(Dataset<Row> rows, List<String> columns) {
    if (columns.isEmpty()) {
      return List.of();
    }
    Column[] texts = columns.stream().map(this::text).toArray(Column[]::new);
    return rows.select(texts).takeAsList(MOST).stream().map(row -> sample(row, columns)).toList();
  }

  /** Whether a column's values may not be shown. */
  boolean hides(String column) {
    return personal.test(column);
  }

  /** A value that is not shown never leaves the rows; that it is null does. */
  private Column text(String name) {
    Column column = col(Columns.quoted(name));
    return hides(name)
        ? functions.when(column.isNotNull(), "")
        : functions.substring(column.cast("string"), 1, LONGEST + 1);
  }

  private Sample sample(Row row, List<String> columns) {
    Map<String, Optional<String>> values = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      values.put(columns.get(i), value(row, i, columns.get(i)));
    }
    return new Sample(values);
  }

  private Optional<String> value(Row row, int at, String column) {
    if (row.isNullAt(at)) {
      return Optional.empty();
    }
    if (hides(column)) {
      return Optional.of(Sample.HIDDEN);
    }
    String text = row.getString(at);
    return Optional.of(text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text);
  }
}
