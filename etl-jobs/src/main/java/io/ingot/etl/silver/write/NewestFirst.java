package io.ingot.etl.silver.write;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.ingot.core.lake.Alike;
import io.ingot.core.project.SilverTable;
import io.ingot.etl.bronze.BronzeColumns;
import io.ingot.etl.silver.contract.Feed;
import io.ingot.etl.silver.contract.SilverColumns;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;

/** Which of several rows of a key is the newest: a total order, so that no run differs. */
record NewestFirst(SilverTable table) {
  static NewestFirst of(SilverTable table) {
    return new NewestFirst(table);
  }

  /** Judged rows of a feed, those marked that a newer row of the same key outdoes. */
  Dataset<Row> marked(Feed feed) {
    return table.keys().isEmpty()
        ? feed.judged().withColumn(SilverColumns.DUPLICATE, lit(false))
        : marked(feed, UnaryOperator.identity(), lit(true));
  }

  /**
   * Judged rows of a feed with some more columns, those marked that a newer row of the same key
   * outdoes; rows that differ in {@code group} do not outdo each other.
   */
  Dataset<Row> marked(Feed feed, UnaryOperator<Dataset<Row>> more, Column group) {
    return table.keys().isEmpty()
        ? more.apply(feed.judged()).withColumn(SilverColumns.DUPLICATE, lit(false))
        : LatestPerKey.mark(
            feed.parts().stream()
                .map(
                    part ->
                        new LatestPerKey.Unjudged(
                            part.valued(),
                            table.keys(),
                            rows -> more.apply(part.contract().judged(rows))))
                .toList(),
            keysAnd(group),
            columns());
  }

  /** Judged rows of a feed, those marked that a newer row of the same key and time outdoes. */
  Dataset<Row> markedByTime(Feed feed, Column time) {
    return LatestPerKey.mark(
        feed.parts().stream()
            .map(
                part ->
                    new LatestPerKey.Unjudged(
                        part.valued().withColumn(SilverColumns.VALID_FROM, time),
                        Stream.concat(table.keys().stream(), Stream.of(SilverColumns.VALID_FROM))
                            .toList(),
                        part.contract()::judged))
            .toList(),
        keysAnd(time),
        columns());
  }

  private Column[] keysAnd(Column more) {
    return Stream.concat(table.keys().stream().map(NewestFirst::named), Stream.of(more))
        .toArray(Column[]::new);
  }

  private Column[] columns() {
    return Stream.concat(
            order().stream().map(column -> named(column).desc_nulls_last()),
            Stream.of(
                col(BronzeColumns.SOURCE + ".position").desc_nulls_last(),
                xxhash64(values()).desc()))
        .toArray(Column[]::new);
  }

  /**
   * The columns that tell which row of a key is newer. Batches of one table follow each other in
   * the order in which they were extracted; their clocks need not, since a slow run may commit
   * after a later one. Between tables there is nothing but the clocks.
   */
  List<String> order() {
    Stream<String> own =
        table.write().orderBy().stream()
            .filter(column -> !column.equals(SilverColumns.EXTRACTED_AT));
    Stream<String> arrival =
        table.from().size() == 1
            ? Stream.of(SilverColumns.BATCH)
            : Stream.of(SilverColumns.EXTRACTED_AT, SilverColumns.BATCH);
    return Stream.concat(own, arrival).distinct().toList();
  }

  private Column[] values() {
    return table.columns().entrySet().stream()
        .map(column -> Alike.of(named(column.getKey()), DataType.fromDDL(column.getValue().type())))
        .toArray(Column[]::new);
  }

  private static Column named(String name) {
    return col("`" + name + "`");
  }
}
