package io.ingot.etl.silver.write;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;

import io.ingot.core.batch.Candidate;
import io.ingot.core.batch.Landing;
import io.ingot.core.lake.PartitionPredicate;
import io.ingot.core.lake.Publication;
import io.ingot.core.project.SilverTable;
import io.ingot.etl.silver.contract.Feed;
import io.ingot.etl.silver.contract.SilverColumns;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The latest bronze batch takes the place of what is there: of everything, or of the partitions
 * that it has rows for. A batch that publishes no row replaces nothing.
 *
 * @param partitions the columns whose values are replaced together; none for the whole table
 */
record Replace(SilverTable table, List<String> partitions) implements Mode {
  private static final String OUTDONE = "_outdone";
  private static final String LATEST = "_latest";

  Replace {
    partitions = List.copyOf(partitions);
  }

  @Override
  public Dataset<Row> marked(Feed feed) {
    if (!isOfSeveralBatches(feed)) {
      return NewestFirst.of(table).marked(feed);
    }
    Dataset<Row> latest = latest(feed);
    return NewestFirst.of(table)
        .marked(feed, judged -> outdone(judged, latest), col(OUTDONE))
        .withColumn(SilverColumns.DUPLICATE, col(SilverColumns.DUPLICATE).or(col(OUTDONE)))
        .drop(OUTDONE);
  }

  private static boolean isOfSeveralBatches(Feed feed) {
    Column batch = col(SilverColumns.BATCH);
    return feed.parts().stream()
        .map(part -> part.valued().agg(min(batch), max(batch)).first())
        .anyMatch(ends -> !ends.isNullAt(0) && ends.getLong(0) < ends.getLong(1));
  }

  /** The last batch with a good row, by partition. */
  private Dataset<Row> latest(Feed feed) {
    return feed.judged()
        .filter(not(col(SilverColumns.BAD)))
        .groupBy(Changes.named(partitions))
        .agg(max(SilverColumns.BATCH).as(LATEST))
        .filter(col(LATEST).isNotNull())
        .as("l");
  }

  private Dataset<Row> outdone(Dataset<Row> judged, Dataset<Row> latest) {
    Column same =
        partitions.stream()
            .map(name -> col("j.`" + name + "`").eqNullSafe(col("l.`" + name + "`")))
            .reduce(lit(true), Column::and);
    Column earlier = col("j." + SilverColumns.BATCH).lt(col("l." + LATEST));
    return judged
        .as("j")
        .join(broadcast(latest), same, "left")
        .select(
            col("j.*"),
            not(col("j." + SilverColumns.BAD)).and(coalesce(earlier, lit(false))).as(OUTDONE));
  }

  @Override
  public Candidate.Entry entry(long batches) {
    return batches == 0
        ? new Candidate.Entry.Write(new Publication.Append())
        : new Candidate.Entry.Staged(
            (lake, staged) -> new Landing.Write(staged, publication(staged)));
  }

  private Publication publication(Dataset<Row> staged) {
    if (partitions.isEmpty()) {
      return staged.isEmpty() ? new Publication.Append() : new Publication.ReplaceAll();
    }
    List<Row> values = staged.select(Changes.named(partitions)).distinct().collectAsList();
    return values.isEmpty()
        ? new Publication.Append()
        : new Publication.ReplacePartitions(PartitionPredicate.of(partitions, values));
  }
}
