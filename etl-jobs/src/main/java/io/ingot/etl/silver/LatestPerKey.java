package io.ingot.etl.silver;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Marks all rows of a key but the latest as duplicates. Few keys repeat, so those are found first
 * by their hashes, and only their rows are shuffled; whole rows never are.
 */
final class LatestPerKey {
  private static final String HASH = "_key_hash";

  /** Beyond this many repeated keys it is cheaper to shuffle all rows than to look each one up. */
  private static final int FEW = 500_000;

  private LatestPerKey() {}

  /**
   * The hashes of keys that more than one row has; empty when they are too many to be told apart.
   *
   * @param rows rows of any columns
   * @param keys the key columns
   */
  static Optional<List<Long>> repeated(Dataset<Row> rows, Column[] keys) {
    List<Long> hashes =
        rows.select(xxhash64(keys).as(HASH))
            .groupBy(HASH)
            .agg(count(lit(1)).as("rows"))
            .filter(col("rows").gt(1))
            .select(HASH)
            .limit(FEW + 1)
            .as(Encoders.LONG())
            .collectAsList();
    return hashes.size() > FEW ? Optional.empty() : Optional.of(hashes);
  }

  /**
   * Judges rows and adds {@link SilverColumns#DUPLICATE}, never null; rows that are kept out are no
   * duplicates and outdo none.
   *
   * @param rows rows that are not judged yet
   * @param keys the key columns of such rows
   * @param judge adds {@link SilverColumns#BAD} to rows
   * @param judgedKeys the key columns of judged rows
   * @param newestFirst a total order of judged rows
   */
  static Dataset<Row> mark(
      Dataset<Row> rows,
      Column[] keys,
      UnaryOperator<Dataset<Row>> judge,
      Column[] judgedKeys,
      Column[] newestFirst) {
    Optional<List<Long>> repeated = repeated(rows, keys);
    if (repeated.isEmpty()) {
      return ranked(judge.apply(rows), judgedKeys, newestFirst);
    }
    if (repeated.get().isEmpty()) {
      return judge.apply(rows).withColumn(SilverColumns.DUPLICATE, lit(false));
    }
    Dataset<Row> hashed = rows.withColumn(HASH, xxhash64(keys));
    Dataset<Row> few =
        broadcast(rows.sparkSession().createDataset(repeated.get(), Encoders.LONG()).toDF(HASH));
    Dataset<Row> single =
        judge
            .apply(matching(hashed, few, "left_anti"))
            .withColumn(SilverColumns.DUPLICATE, lit(false));
    Dataset<Row> several =
        ranked(judge.apply(matching(hashed, few, "left_semi")), judgedKeys, newestFirst);
    return single.unionByName(several);
  }

  private static Dataset<Row> matching(Dataset<Row> hashed, Dataset<Row> few, String join) {
    return hashed.join(few, hashed.col(HASH).equalTo(few.col(HASH)), join).drop(HASH);
  }

  private static Dataset<Row> ranked(Dataset<Row> judged, Column[] keys, Column[] newestFirst) {
    Column[] group = Arrays.copyOf(keys, keys.length + 1);
    group[keys.length] = col(SilverColumns.BAD);
    Column rank = row_number().over(Window.partitionBy(group).orderBy(newestFirst));
    return judged.withColumn(SilverColumns.DUPLICATE, not(col(SilverColumns.BAD)).and(rank.gt(1)));
  }
}
