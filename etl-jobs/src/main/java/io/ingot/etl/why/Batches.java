package io.ingot.etl.why;

import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Json;
import io.ingot.core.batch.Pin;
import io.ingot.core.batch.Plan;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.project.TableName;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The batches of a table that its log still tells, by version. */
final class Batches {
  private final TreeMap<Long, BatchRecord> records = new TreeMap<>();

  private Batches() {}

  static Batches of(LakeTable table) {
    Batches batches = new Batches();
    table.committedAfter(
        -1,
        commit -> {
          if (!commit.record().isEmpty()) {
            batches.records.put(commit.version(), Json.read(commit.record(), BatchRecord.class));
          }
        });
    return batches;
  }

  /** The batch of a commit. */
  Optional<Answer.Made> at(long version) {
    return Optional.ofNullable(records.get(version)).map(record -> made(version, record));
  }

  /** The last batch. */
  Optional<Answer.Made> last() {
    return Optional.ofNullable(records.lastEntry())
        .map(last -> made(last.getKey(), last.getValue()));
  }

  /** What the last batch read. */
  Map<TableName, Pin> inputs() {
    return Optional.ofNullable(records.lastEntry())
        .map(last -> last.getValue().plan().inputs())
        .orElse(Map.of());
  }

  /** The batch that followed another table's batch of that number. */
  Optional<Answer.Made> taking(TableName input, long batch) {
    return first(
        record ->
            record.plan() instanceof Plan.Advance plan
                && plan.from().containsKey(input)
                && plan.from().get(input).batch() < batch
                && plan.inputs().get(input).batch() >= batch);
  }

  /** The first batch that read another table at that version or a later one. */
  Optional<Answer.Made> reading(TableName input, long version) {
    return first(
        record ->
            Optional.ofNullable(record.plan().inputs().get(input))
                .filter(pin -> pin.version() >= version)
                .isPresent());
  }

  private Optional<Answer.Made> first(Predicate<BatchRecord> wanted) {
    return records.entrySet().stream()
        .filter(record -> wanted.test(record.getValue()))
        .findFirst()
        .map(record -> made(record.getKey(), record.getValue()));
  }

  private static Answer.Made made(long version, BatchRecord record) {
    return new Answer.Made(
        record.batch(),
        version,
        record.run(),
        record.at(),
        record.definition(),
        record.plan().mode(),
        record.plan().range());
  }
}
