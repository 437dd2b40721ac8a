package io.ingot.etl.silver.schema;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.project.ColumnContract;
import io.ingot.core.project.TableName;
import io.ingot.etl.bronze.BronzeColumns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * What is watched of the rows of one bronze table while they are judged: which columns have values
 * at all, and whether any of those fits its type.
 *
 * @param bronze the bronze table
 * @param columns the watched columns of the contract
 * @param unknown the fields that the contract does not name
 */
public record Watch(
    Optional<TableName> bronze, Map<String, ColumnContract> columns, UnknownFields unknown) {
  public Watch {
    columns = new LinkedHashMap<>(columns);
    // A text fits any text; whether it is there matters only where it has to be.
    columns
        .values()
        .removeIf(column -> !isNeeded(column) && column.type().equalsIgnoreCase("string"));
  }

  /** Watches nothing. */
  public static Watch nothing() {
    return new Watch(Optional.empty(), Map.of(), UnknownFields.none());
  }

  /** Whether every row has to have a value of the column. */
  static boolean isNeeded(ColumnContract column) {
    return column.key() || column.required();
  }

  /**
   * Columns of judged rows, over valued ones.
   *
   * @param readable whether a row is a record at all
   * @param came for a column, whether a row has a value
   * @param misfits for a column, whether the value does not fit the type
   */
  public List<Column> judged(
      Column readable, Map<String, Column> came, Map<String, Column> misfits) {
    Stream<Column> own =
        columns.keySet().stream()
            .map(
                name ->
                    when(
                            readable.and(came.get(name)),
                            org.apache.spark.sql.functions.not(misfits.get(name)))
                        .as(fits(name)));
    Stream<Column> seen = bronze.isPresent() ? Stream.of(readable.as(seen())) : Stream.of();
    return Stream.of(seen, own, unknown.judged().stream()).flatMap(part -> part).toList();
  }

  /** One aggregate over judged rows, for {@link #look}; none where nothing is watched. */
  public Stream<Column> aggregate() {
    return bronze.isEmpty()
        ? Stream.of()
        : Stream.of(
            struct(
                    Stream.concat(
                            Stream.of(count_if(BronzeColumns.named(seen())).as("rows")),
                            columns.keySet().stream()
                                .flatMap(
                                    name ->
                                        Stream.of(
                                            count(BronzeColumns.named(fits(name)))
                                                .as("came " + name),
                                            count_if(BronzeColumns.named(fits(name)))
                                                .as("fits " + name))))
                        .toArray(Column[]::new))
                .as(alias()));
  }

  /** What a batch showed of a column. */
  Seen look(Map<String, Object> aggregates, String column) {
    Row row = (Row) aggregates.get(alias());
    return new Seen(
        row.<Long>getAs("rows"),
        row.<Long>getAs("came " + column),
        row.<Long>getAs("fits " + column));
  }

  /** Whether the value of a judged row does not fit its type; null where there is none. */
  static Column misfit(Watch watch, String column) {
    return org.apache.spark.sql.functions.not(BronzeColumns.named(watch.fits(column)));
  }

  private String fits(String column) {
    return "_fits/" + name() + "/" + column;
  }

  private String seen() {
    return "_seen/" + name();
  }

  private String alias() {
    return "_schema/" + name();
  }

  private String name() {
    return bronze.map(TableName::name).orElse("");
  }

  /**
   * Rows of one bronze table in a batch.
   *
   * @param rows that are records at all, and not deleted
   * @param came that have a value of the column
   * @param fits whose value fits the type
   */
  record Seen(long rows, long came, long fits) {}
}
