package io.ingot.etl.silver.write;

import static io.ingot.etl.silver.contract.SilverColumns.CURRENT;
import static io.ingot.etl.silver.contract.SilverColumns.VALID_FROM;
import static org.apache.spark.sql.functions.col;

import io.ingot.core.batch.Candidate;
import io.ingot.core.batch.Landing;
import io.ingot.core.lake.Correction;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.Publication;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.SilverTable;
import io.ingot.etl.silver.contract.Feed;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Each key has all its versions. A batch's changes are put among those that made the versions which
 * are there, and what comes out different is corrected.
 */
record History(SilverTable table, Changes changes) implements Mode {
  @Override
  public Dataset<Row> marked(Feed feed) {
    return NewestFirst.of(table).markedByTime(feed, Changes.time(table));
  }

  @Override
  public List<Column> columns(Feed feed) {
    return Stream.concat(feed.columns().stream(), Stream.of(Changes.time(table).as(VALID_FROM)))
        .toList();
  }

  @Override
  public List<String> pruned() {
    return List.of(VALID_FROM);
  }

  @Override
  public Candidate.Entry entry(long batches) {
    return new Candidate.Entry.Staged(this::landing);
  }

  private Landing landing(Lake lake, Dataset<Row> staged) {
    LakeTable there = lake.table(table.name());
    TableState state = there.state();
    Optional<KeyRange> range = state.exists() ? KeyRange.of(table, staged) : Optional.empty();
    if (range.isEmpty()) {
      return new Landing.Write(Versions.of(staged, changes), new Publication.Append());
    }
    Dataset<Row> touched = touched(there.at(state.version()), staged, range.get());
    Dataset<Row> versions =
        Versions.of(staged.unionByName(Versions.changes(touched, changes), true), changes);
    Correction correction = new Correction(keys(), CURRENT, range.get().over("t"));
    return new Landing.Correct(correction.rows(versions, touched), correction);
  }

  private Dataset<Row> touched(Dataset<Row> there, Dataset<Row> staged, KeyRange range) {
    Dataset<Row> near = there.as("t");
    for (String predicate : range.over("t")) {
      near = near.filter(predicate);
    }
    Dataset<Row> keys = staged.select(Changes.named(changes.keys())).distinct().as("k");
    Column same =
        changes.keys().stream()
            .map(key -> side("t", key).equalTo(side("k", key)))
            .reduce(Column::and)
            .orElseThrow();
    return near.join(keys, same, "left_semi");
  }

  private List<String> keys() {
    return Stream.concat(changes.keys().stream(), Stream.of(VALID_FROM)).toList();
  }

  private static Column side(String side, String column) {
    return col(side + ".`" + column + "`");
  }
}
