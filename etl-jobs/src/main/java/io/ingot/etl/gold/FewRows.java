package io.ingot.etl.gold;

import io.ingot.core.lake.Lake;
import io.ingot.core.lake.PartitionPredicate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Distinct rows that are most often few: then they are at hand, so that what they restrict can be
 * found by them, and not the other way round.
 *
 * @param listed all of them, unless they are too many
 * @param all the same as a dataset of a lake's session, computed each time
 */
record FewRows(Optional<List<Row>> listed, StructType schema, Function<Lake, Dataset<Row>> all) {
  /** More than that are not worth a place in this process' memory. */
  private static final int MOST = 10_000;

  /** A longer list costs more to check than the files that it spares. */
  private static final int MOST_LITERALS = 1_000;

  private static final Set<Class<? extends DataType>> LITERAL =
      Set.of(
          ByteType.class,
          DateType.class,
          DecimalType.class,
          IntegerType.class,
          LongType.class,
          ShortType.class,
          StringType.class);

  static FewRows of(Lake lake, Function<Lake, Dataset<Row>> all) {
    Dataset<Row> rows = all.apply(lake);
    List<Row> some = rows.limit(MOST + 1).collectAsList();
    return new FewRows(
        some.size() > MOST ? Optional.empty() : Optional.of(some), rows.schema(), all);
  }

  boolean isEmpty() {
    return listed.filter(List::isEmpty).isPresent();
  }

  Dataset<Row> in(Lake lake) {
    return listed
        .map(rows -> lake.spark().createDataFrame(rows, schema))
        .orElseGet(() -> all.apply(lake));
  }

  /** All of them, however many. */
  List<Row> everyOne(Lake lake) {
    return listed.orElseGet(() -> all.apply(lake).collectAsList());
  }

  /**
   * A predicate that every row with these values fulfils, by which files can be passed over; empty
   * where they are too many or of a type without literals.
   *
   * @param alias of the columns' table; empty for none
   * @param columns the names of these columns there
   */
  Optional<String> literally(String alias, List<String> columns) {
    for (StructField field : schema.fields()) {
      if (LITERAL.stream().noneMatch(type -> type.isInstance(field.dataType()))) {
        return Optional.empty();
      }
    }
    return listed
        .filter(rows -> !rows.isEmpty() && rows.size() <= MOST_LITERALS)
        .map(rows -> PartitionPredicate.over(alias, columns, rows));
  }
}
