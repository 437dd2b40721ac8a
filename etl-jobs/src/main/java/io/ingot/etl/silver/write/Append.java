package io.ingot.etl.silver.write;

import io.ingot.core.batch.Candidate;
import io.ingot.core.lake.Publication;
import io.ingot.core.project.SilverTable;
import io.ingot.etl.silver.contract.Feed;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows are added; of those of one batch that have the same key, only the latest. */
record Append(SilverTable table) implements Mode {
  @Override
  public Dataset<Row> marked(Feed feed) {
    return NewestFirst.of(table).marked(feed);
  }

  @Override
  public Candidate.Entry entry(long batches) {
    return new Candidate.Entry.Write(new Publication.Append());
  }
}
