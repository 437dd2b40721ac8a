package io.ingot.etl.silver.write;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.xxhash64;

import io.ingot.etl.silver.contract.SilverColumns;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
public final class LatestPerKey {
  private static final String HASH = "_key_hash";

  /** Beyond this many repeated keys it is cheaper to shuffle all rows than to look each one up. */
  private static final int FEW = 500_000;

  private LatestPerKey() {}

  /**
   * Rows that are not judged yet; several such parts may differ in their columns until they are.
   *
   * @param keys names of the key columns of such rows
   * @param judge adds {@link SilverColumns#BAD}
   */
  public record Unjudged(Dataset<Row> rows, List<String> keys, UnaryOperator<Dataset<Row>> judge) {
    public Unjudged {
      keys = List.copyOf(keys);
    }

    private Column hash() {
      return xxhash64(keys.stream().map(key -> rows.col("`" + key + "`")).toArray(Column[]::new))
          .as(HASH);
    }

    private Dataset<Row> judged() {
      return judge.apply(rows);
    }

    private Dataset<Row> judged(List<Long> hashes, String join) {
      Dataset<Row> hashed = rows.withColumn(HASH, hash());
      Dataset<Row> few =
          broadcast(rows.sparkSession().createDataset(hashes, Encoders.LONG()).toDF(HASH));
      return judge.apply(
          hashed.join(few, hashed.col(HASH).equalTo(few.col(HASH)), join).drop(HASH));
    }
  }

  /** The hashes of keys that more than one row has; empty when they are too many to tell apart. */
  static Optional<List<Long>> repeated(List<Unjudged> parts) {
    List<Long> hashes =
        hashes(parts)
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
   * @param keys the key columns of judged rows
   * @param newestFirst a total order of judged rows
   */
  public static Dataset<Row> mark(List<Unjudged> parts, Column[] keys, Column[] newestFirst) {
    Optional<List<Long>> repeated = repeated(parts);
    if (repeated.isEmpty()) {
      return ranked(union(parts, Unjudged::judged), keys, newestFirst);
    }
    if (repeated.get().isEmpty()) {
      return union(parts, Unjudged::judged).withColumn(SilverColumns.DUPLICATE, lit(false));
    }
    List<Long> hashes = repeated.get();
    Dataset<Row> single =
        union(parts, part -> part.judged(hashes, "left_anti"))
            .withColumn(SilverColumns.DUPLICATE, lit(false));
    Dataset<Row> several =
        ranked(union(parts, part -> part.judged(hashes, "left_semi")), keys, newestFirst);
    return single.unionByName(several);
  }

  /** A number a row, made of nothing but what its key is made of. */
  static Dataset<Row> hashes(List<Unjudged> parts) {
    return union(parts, part -> part.rows().select(part.hash()));
  }

  /** What one part's rows have and another's lack is null there. */
  private static Dataset<Row> union(List<Unjudged> parts, Function<Unjudged, Dataset<Row>> rows) {
    return parts.stream()
        .map(rows)
        .reduce((left, right) -> left.unionByName(right, true))
        .orElseThrow();
  }

  private static Dataset<Row> ranked(Dataset<Row> judged, Column[] keys, Column[] newestFirst) {
    Column[] group = Arrays.copyOf(keys, keys.length + 1);
    group[keys.length] = col(SilverColumns.BAD);
    Column rank = row_number().over(Window.partitionBy(group).orderBy(newestFirst));
    return judged.withColumn(SilverColumns.DUPLICATE, not(col(SilverColumns.BAD)).and(rank.gt(1)));
  }
}
