package io.ingot.etl.bronze.kafka;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Window;
import io.ingot.core.batch.Window.Offsets.Range;
import io.ingot.core.error.Fault;
import io.ingot.core.error.ProjectException;
import io.ingot.core.error.SourceException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.Connection;
import io.ingot.core.project.Source;
import io.ingot.core.project.TableName;
import io.ingot.etl.bronze.Extraction;
import io.ingot.etl.bronze.Extractor;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Reads a topic by offsets that are planned ahead, partition by partition, up to the last message
 * that is committed for good. A message that is gone before it was read stops the table.
 */
public final class KafkaExtractor implements Extractor {
  private final TableName table;
  private final Source.Topic source;
  private final KafkaClient client;
  private final Path project;

  public KafkaExtractor(
      TableName table, Source.Topic source, Connection.Kafka connection, Path projectFolder) {
    this.table = table;
    this.source = source;
    this.client = new KafkaClient(connection);
    this.project = projectFolder;
  }

  @Override
  public Plan plan(Lake lake, TableState state) {
    // A schema that cannot be read is told before anything is written ahead.
    KafkaValues.of(source, project);
    KafkaProgress progress = progress(state);
    progress.requireKnown(state);
    try (KafkaTopic topic = open()) {
      Window.Offsets all = next(topic, progress);
      Window.Offsets window = source.maxRecords().map(all::atMost).orElse(all);
      boolean marksTheEnd = progress.isNew() && source.start() == Source.Start.LATEST;
      if (window.size() == 0 && !marksTheEnd) {
        return new Plan.NothingToDo("no message of " + source.topic() + " is newer");
      }
      return new Plan.Extract(
          window, reason(progress, window.size(), all.size()), window.size() < all.size());
    }
  }

  private String reason(KafkaProgress progress, long taken, long held) {
    if (progress.isNew()) {
      return taken == 0 ? "begins at the end of the topic" : "first batch";
    }
    return held + " offsets of the topic are newer" + (taken < held ? ", taken in parts" : "");
  }

  /** All that a topic holds beyond the table's progress. */
  private Window.Offsets next(KafkaTopic topic, KafkaProgress progress) {
    KafkaTopic.Layout layout = layout(topic, progress);
    progress.requireSame(layout);
    Map<Integer, Long> earliest = topic.earliest(layout.partitions());
    Map<Integer, Long> ends = topic.ends(layout.partitions());
    Map<Integer, Range> ranges = new TreeMap<>();
    ends.forEach(
        (partition, end) -> {
          long from = from(progress, partition, earliest.get(partition), end);
          progress.requireHeld(partition, from, earliest.get(partition), end);
          // The bound of a partition is kept from the start, or a gap in it could not be seen.
          if (from < end || progress.offset(partition).isEmpty()) {
            ranges.put(partition, new Range(from, end));
          }
        });
    return new Window.Offsets(layout.id(), ranges);
  }

  /** A partition that was added is taken whole: its messages are the topic's, not news of it. */
  private long from(KafkaProgress progress, int partition, long earliest, long end) {
    long first = source.start() == Source.Start.EARLIEST ? earliest : end;
    return progress.offset(partition).orElse(progress.isNew() ? first : 0L);
  }

  @Override
  public Extraction read(Lake lake, Batch batch) {
    Window.Offsets window = window(batch.plan());
    TableState state = lake.table(table).state();
    requireHeld(state, window);
    Dataset<Row> rows =
        new KafkaMessages(origin(), source, KafkaValues.of(source, project))
            .read(lake.spark(), client, window);
    // Only these can meet what is there: elsewhere a batch begins where the last commit ended.
    boolean again = batch.plan() instanceof Plan.Backfill || batch.generation() > 0;
    return again
        ? KafkaRepeats.told(rows, lake.table(table).at(state.version()), window)
        : Extraction.of(rows);
  }

  /** Whether what was planned is still there, for a plan can be older than this run. */
  private void requireHeld(TableState state, Window.Offsets window) {
    KafkaProgress planned = KafkaProgress.planned(table, origin(), window);
    try (KafkaTopic topic = open()) {
      planned.requireSame(layout(topic, state.exists() ? planned : progress(state)));
      Set<Integer> partitions = planned.offsets().keySet();
      Map<Integer, Long> earliest = topic.earliest(partitions);
      Map<Integer, Long> ends = topic.ends(partitions);
      window
          .partitions()
          .forEach(
              (partition, range) -> {
                long end = ends.get(partition);
                planned.requireHeld(partition, range.from(), earliest.get(partition), end);
                planned.requireHeld(partition, range.to(), 0, end);
              });
    }
  }

  @Override
  public void requireUnchanged(Lake lake, Window window) {
    // An offset is given once and its message never changes.
  }

  @Override
  public Map<String, Long> bounds(Window window) {
    return KafkaProgress.after(origin(), (Window.Offsets) window);
  }

  @Override
  public List<String> pruned() {
    return List.of(KafkaMessages.OFFSET);
  }

  @Override
  public Optional<SourceException> blamed(Throwable failure) {
    return KafkaFaults.fault(failure).map(fault -> KafkaFaults.unanswered(origin(), failure));
  }

  @Override
  public void remember(Lake lake, TableState before, Batch batch) {
    // The bounds in the commit are all that the next plan needs.
  }

  @Override
  public Map<String, Long> boundsAt(Lake lake, TableState state, String position) {
    KafkaPosition wanted = KafkaPosition.of(position);
    KafkaProgress progress = progress(state);
    try (KafkaTopic topic = open()) {
      KafkaTopic.Layout layout = layout(topic, progress);
      Map<Integer, Long> earliest = topic.earliest(layout.partitions());
      Map<Integer, Long> ends = topic.ends(layout.partitions());
      Map<Integer, Long> moved = new TreeMap<>();
      ends.forEach(
          (partition, end) ->
              moved.put(partition, from(progress, partition, earliest.get(partition), end)));
      moved.putAll(wanted.in(topic, ends));
      moved.forEach(
          (partition, offset) -> {
            if (offset < earliest.get(partition) || offset > ends.get(partition)) {
              throw new ProjectException(
                  "Cannot move "
                      + table
                      + ": partition "
                      + partition
                      + " of "
                      + origin()
                      + " would stand at offset "
                      + offset
                      + ", but it can be read from "
                      + earliest.get(partition)
                      + " and ends at "
                      + ends.get(partition)
                      + ". Name an offset of it within that.");
            }
          });
      return KafkaProgress.bounds(origin(), layout.id(), moved);
    }
  }

  @Override
  public Window closed(Lake lake, TableState state, Instant from, Instant to) {
    KafkaProgress progress = progress(state);
    try (KafkaTopic topic = open()) {
      KafkaTopic.Layout layout = layout(topic, progress);
      progress.requireSame(layout);
      Set<Integer> taken = progress.offsets().keySet();
      Map<Integer, Long> begins = topic.at(taken, from);
      Map<Integer, Long> ends = topic.at(taken, to);
      Map<Integer, Range> ranges = new TreeMap<>();
      progress
          .offsets()
          .forEach(
              (partition, bound) -> {
                long lo = begins.getOrDefault(partition, bound);
                long hi = Math.min(ends.getOrDefault(partition, bound), bound);
                if (lo < hi) {
                  ranges.put(partition, new Range(lo, hi));
                }
              });
      if (ranges.isEmpty()) {
        throw new ProjectException(
            "Cannot read "
                + origin()
                + " once more from "
                + from
                + " to "
                + to
                + ": the topic holds no message of that time that "
                + table
                + " has taken.");
      }
      return new Window.Offsets(layout.id(), ranges);
    }
  }

  @Override
  public String behind(Lake lake, TableState state) {
    KafkaProgress progress = progress(state);
    try (KafkaTopic topic = open()) {
      Set<Integer> partitions = layout(topic, progress).partitions();
      Map<Integer, Long> earliest = topic.earliest(partitions);
      long behind =
          topic.ends(partitions).entrySet().stream()
              .mapToLong(
                  end -> {
                    int partition = end.getKey();
                    long held = earliest.get(partition);
                    return end.getValue() - from(progress, partition, held, end.getValue());
                  })
              .filter(messages -> messages > 0)
              .sum();
      return behind == 1 ? "1 message" : behind + " messages";
    }
  }

  private KafkaTopic.Layout layout(KafkaTopic topic, KafkaProgress progress) {
    return topic
        .layout()
        .orElseThrow(
            () -> {
              if (!progress.isNew()) {
                return progress.vanished();
              }
              String told = "Cannot read " + origin() + ": the cluster has no such topic";
              return new SourceException(
                  Fault.LASTING,
                  told + ", or the login may not see it. Look at bronze/" + table.name() + ".yml.",
                  told,
                  null);
            });
  }

  private static Window.Offsets window(Plan plan) {
    return (Window.Offsets)
        (plan instanceof Plan.Backfill backfill
            ? backfill.window()
            : ((Plan.Extract) plan).window());
  }

  private KafkaProgress progress(TableState state) {
    return KafkaProgress.of(table, origin(), state);
  }

  private KafkaTopic open() {
    return KafkaTopic.open(origin(), client, source.topic());
  }

  private String origin() {
    return source.connection() + "/" + source.topic();
  }
}
