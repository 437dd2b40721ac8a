package io.ingot.core.lake;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A set of rows that are to be as told: those that are there are replaced or taken away, the others
 * are added. Rows that are not told stay as they are.
 *
 * @param keys columns that tell rows apart; never null in the source
 * @param gone a column that is null in nothing but the source's rows that only name one to be taken
 *     away; where the table has no such column it is not stored
 * @param pruning SQL predicates over {@code t.<column>} that every matching row fulfils
 */
public record Correction(List<String> keys, String gone, List<String> pruning) {
  public Correction {
    keys = List.copyOf(keys);
    Objects.requireNonNull(gone, "gone");
    pruning = List.copyOf(pruning);
    Objects.checkIndex(0, keys.size());
  }

  /**
   * The rows that have to be told so that the table holds what is wanted and nothing else: those
   * that are not there or differ, and by their keys alone those that are there and not wanted.
   *
   * @param wanted one row a key, with {@link #gone} never null
   * @param there rows of the table, by its own columns; one that {@code wanted} has beside them
   *     counts as null in it
   * @return rows of {@code wanted}'s columns
   */
  public Dataset<Row> rows(Dataset<Row> wanted, Dataset<Row> there) {
    List<String> known = Arrays.asList(there.columns());
    Column same =
        keys.stream()
            .map(key -> side("s", key).equalTo(side("t", key)))
            .reduce(Column::and)
            .orElseThrow();
    Column different =
        Arrays.stream(wanted.schema().fields())
            .filter(field -> !keys.contains(field.name()))
            .filter(field -> known.contains(field.name()) || !field.name().equals(gone))
            .map(field -> differs(field, there.schema(), known))
            .reduce(side("t", keys.get(0)).isNull().or(side("s", gone).isNull()), Column::or);
    return wanted
        .as("s")
        .join(there.as("t"), same, "full_outer")
        .filter(different)
        .select(Stream.of(wanted.columns()).map(this::told).toArray(Column[]::new));
  }

  private static Column differs(StructField field, StructType there, List<String> known) {
    Column wanted = side("s", field.name());
    return known.contains(field.name())
        ? not(
            Alike.same(
                wanted,
                field.dataType(),
                side("t", field.name()),
                there.apply(field.name()).dataType()))
        : wanted.isNotNull();
  }

  private Column told(String name) {
    return keys.contains(name)
        ? coalesce(side("s", name), side("t", name)).as(name)
        : side("s", name);
  }

  private static Column side(String side, String column) {
    return col(side + ".`" + column.replace("`", "``") + "`");
  }
}
