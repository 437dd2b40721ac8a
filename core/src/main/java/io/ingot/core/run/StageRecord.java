package io.ingot.core.run;

import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Nulls;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Published;
import io.ingot.core.batch.Verdict;
import io.ingot.core.project.TableName;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

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
 * @param seconds how long the stage took, pauses between its attempts included
 * @param attempts how often it was tried; 0 for a stage that was skipped
 * @param tallies what else was counted, such as {@code late_rows} or {@code deleted_rows}; none
 *     that is zero
 * @param verdicts what the gates said
 * @param nulls how many of the published values are null
 * @param inputs the tables that were read, by the version that was read last; none for a source
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
    int attempts,
    Map<String, Long> tallies,
    List<Verdict> verdicts,
    Nulls nulls,
    Map<TableName, Long> inputs) {
  public StageRecord {
    batches = List.copyOf(batches);
    tallies = Collections.unmodifiableMap(new TreeMap<>(tallies));
    verdicts = List.copyOf(verdicts);
    nulls = nulls == null ? Nulls.none() : nulls;
    inputs = Collections.unmodifiableMap(new TreeMap<>(inputs == null ? Map.of() : inputs));
  }

  /** The share of read rows that another of their key outdid, 0 to 1; empty for no rows. */
  public OptionalDouble duplicateRatio() {
    return read == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) duplicates / read);
  }

  /** Whether the table is as the run was to make it. */
  public boolean done() {
    return Outcome.DONE.contains(outcome);
  }

  static StageRecord of(TableName table, Outcome outcome, Duration took, int attempts) {
    List<Published> done = outcome.batches();
    return new StageRecord(
        table,
        outcome.word(),
        reason(outcome, attempts),
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
        attempts,
        tallies(done),
        outcome.verdicts(),
        done.stream().map(Published::nulls).reduce(Nulls.none(), Nulls::plus),
        inputs(done));
  }

  private static Map<TableName, Long> inputs(List<Published> done) {
    Map<TableName, Long> inputs = new TreeMap<>();
    done.forEach(batch -> inputs.putAll(Plan.versions(batch.batch().plan().inputs())));
    return inputs;
  }

  /** A stage's own counters begin with an underscore; its verdicts tell them in words. */
  private static Map<String, Long> tallies(List<Published> done) {
    Map<String, Long> sums = new TreeMap<>();
    done.forEach(
        batch -> batch.tallies().forEach((name, count) -> sums.merge(name, count, Long::sum)));
    sums.entrySet().removeIf(sum -> sum.getKey().startsWith("_") || sum.getValue() == 0);
    return sums;
  }

  private static String reason(Outcome outcome, int attempts) {
    return attempts > 1
        ? outcome.keptReason() + " (attempt " + attempts + ")"
        : outcome.keptReason();
  }
}
