package io.ingot.core.run;

import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Published;
import io.ingot.core.batch.Verdict;
import io.ingot.core.project.TableName;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a run tells of one table; goes into the run record.
 *
 * @param table the table
 * @param outcome in a word
 * @param reason why
 * @param window what the last batch took, in words; {@code -} for none
 * @param batches numbers of the batches that were published
 * @param version the table's version that holds the last of them; absent for none
 * @param read rows read
 * @param written rows published, or offered to a merge
 * @param duplicates rows that another of their key outdid
 * @param quarantined rows set aside
 * @param bytes size of the files written
 * @param seconds how long the stage took
 * @param verdicts what the gates said
 */
public record StageRecord(
    TableName table,
    String outcome,
    String reason,
    String window,
    List<Long> batches,
    OptionalLong version,
    long read,
    long written,
    long duplicates,
    long quarantined,
    long bytes,
    double seconds,
    List<Verdict> verdicts) {
  public StageRecord {
    batches = List.copyOf(batches);
    verdicts = List.copyOf(verdicts);
  }

  static StageRecord of(TableName table, Outcome outcome, Duration took) {
    List<Published> done = outcome.batches();
    return new StageRecord(
        table,
        outcome.word(),
        outcome.keptReason(),
        done.isEmpty() ? "-" : done.get(done.size() - 1).batch().plan().range(),
        done.stream().map(published -> published.batch().number()).toList(),
        done.isEmpty()
            ? OptionalLong.empty()
            : OptionalLong.of(done.get(done.size() - 1).version()),
        done.stream().map(Published::counts).mapToLong(Counts::read).sum(),
        done.stream().map(Published::counts).mapToLong(Counts::written).sum(),
        done.stream().map(Published::counts).mapToLong(Counts::duplicates).sum(),
        done.stream().map(Published::counts).mapToLong(Counts::quarantined).sum(),
        done.stream().mapToLong(Published::bytes).sum(),
        took.toMillis() / 1000.0,
        done.stream().flatMap(published -> published.verdicts().stream()).toList());
  }
}
