package io.ingot.etl.silver.write;

import io.ingot.core.batch.Candidate;
import io.ingot.core.batch.Landing;
import io.ingot.core.lake.MergeRequest;
import io.ingot.core.lake.Publication;
import io.ingot.core.project.SilverTable;
import io.ingot.etl.silver.contract.Feed;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Each key has one row, its latest. A key that was deleted has one too, so that a change from
 * before does not bring it back.
 */
record Merge(SilverTable table, List<String> compared) implements Mode {
  Merge {
    compared = List.copyOf(compared);
  }

  @Override
  public Dataset<Row> marked(Feed feed) {
    return NewestFirst.of(table).marked(feed);
  }

  @Override
  public Candidate.Entry entry(long batches) {
    if (batches == 0) {
      return new Candidate.Entry.Write(new Publication.Append());
    }
    return new Candidate.Entry.Staged((lake, staged) -> landing(staged));
  }

  private Landing landing(Dataset<Row> staged) {
    Optional<KeyRange> range = KeyRange.of(table, staged);
    return range.isEmpty()
        ? new Landing.Write(staged, new Publication.Append())
        : new Landing.Merge(
            staged,
            new MergeRequest(
                table.keys(), NewestFirst.of(table).order(), compared, range.get().over("t")));
  }
}
