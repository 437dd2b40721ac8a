package io.ingot.quality.metrics;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ingot.core.run.RunRecord;
import io.ingot.core.run.StageRecord;
import io.ingot.core.watch.Measurement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How a table stands, by all that was told of it.
 *
 * @param updated when a run last brought it up to date or found it so
 * @param batch when a run last added a batch to it
 * @param late rows of that batch that came after their window
 * @param read rows that were read for that batch
 * @param open refused rows that nothing became of yet, when last looked at
 * @param nulls share of nulls of its last batch
 * @param age how old it was, in seconds, when its age was last measured
 * @param checks what its checks said last
 * @param drift how far its columns had moved when last compared, by the column
 */
record Standing(
    Optional<Instant> updated,
    Optional<Instant> batch,
    long late,
    long read,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) OptionalLong open,
    Optional<Mark> nulls,
    Optional<Mark> age,
    List<Mark> checks,
    Map<String, Mark> drift) {
  private static final Duration FORGOTTEN = Duration.ofDays(7);
  private static final String LATE = "late_rows";

  Standing {
    open = open == null ? OptionalLong.empty() : open;
    checks = List.copyOf(checks);
    drift = Collections.unmodifiableMap(new TreeMap<>(drift));
  }

  static Standing unknown() {
    return new Standing(
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Map.of());
  }

  /** After a run worked on it; a run that failed on it leaves its moments as they are. */
  Standing and(RunRecord record, StageRecord stage) {
    Instant at = record.ended();
    boolean newest = !stage.batches().isEmpty() && batch.filter(at::isBefore).isEmpty();
    return new Standing(
        stage.done() ? later(updated, at) : updated,
        newest ? Optional.of(at) : batch,
        newest ? stage.tallies().getOrDefault(LATE, 0L) : late,
        newest ? stage.read() : read,
        open,
        nulls,
        age,
        checks,
        drift);
  }

  /** After so many rows of its quarantine were found open. */
  Standing open(long rows) {
    return new Standing(
        updated, batch, late, read, OptionalLong.of(rows), nulls, age, checks, drift);
  }

  /** After one run or call measured it. */
  Standing and(List<Measurement> measured) {
    Map<String, Mark> moved = new TreeMap<>(drift);
    marks(measured, Measurement.Kind.DRIFT)
        .filter(mark -> mark.value().isPresent())
        .forEach(mark -> moved.merge(mark.name(), mark, Standing::later));
    return new Standing(
        updated,
        batch,
        late,
        read,
        open,
        Stream.concat(nulls.stream(), marks(measured, Measurement.Kind.NULLS))
            .reduce(Standing::later),
        Stream.concat(age.stream(), marks(measured, Measurement.Kind.AGE)).reduce(Standing::later),
        judged(marks(measured, Measurement.Kind.CHECK).toList()),
        moved);
  }

  /** The share of its checks that passed, 0 to 1; empty for none. */
  OptionalDouble score() {
    return checks.stream().mapToInt(mark -> mark.passed() ? 1 : 0).average();
  }

  /**
   * Of each check the latest judgement, whoever made it: a gate, or a call on schedule. One that
   * nobody judged for a week while others were is taken for a check that was taken away.
   */
  private List<Mark> judged(List<Mark> now) {
    Map<String, Mark> latest = new LinkedHashMap<>();
    Stream.concat(checks.stream(), now.stream())
        .forEach(mark -> latest.merge(mark.name(), mark, Standing::later));
    Optional<Instant> newest =
        latest.values().stream().map(Mark::at).max(Comparator.naturalOrder());
    return latest.values().stream()
        .filter(mark -> !mark.at().isBefore(newest.orElseThrow().minus(FORGOTTEN)))
        .toList();
  }

  private static Stream<Mark> marks(List<Measurement> measured, Measurement.Kind kind) {
    return measured.stream().filter(it -> it.kind() == kind).map(Mark::of);
  }

  private static Mark later(Mark one, Mark other) {
    return other.at().isBefore(one.at()) ? one : other;
  }

  private static Optional<Instant> later(Optional<Instant> one, Instant other) {
    return one.isPresent() && one.get().isAfter(other) ? one : Optional.of(other);
  }
}
