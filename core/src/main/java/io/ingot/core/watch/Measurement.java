package io.ingot.core.watch;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ingot.core.batch.Verdict;
import io.ingot.core.project.TableName;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One thing that was measured of a table at one time. It holds no value of any row.
 *
 * @param at when
 * @param run id of the run, or of the call that measured it
 * @param table what it was measured of
 * @param kind what kind of measure it is
 * @param name which one: a check's words, a column, or {@code table} where there is only one
 * @param value the number; empty where there was nothing to measure
 * @param ruling what became of it; empty where nothing was held against it
 * @param wanted what it was held against, in words
 */
public record Measurement(
    Instant at,
    String run,
    TableName table,
    Kind kind,
    String name,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) OptionalDouble value,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Verdict.Ruling> ruling,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<String> wanted) {
  public Measurement {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
    value = value == null ? OptionalDouble.empty() : value;
    ruling = ruling == null ? Optional.empty() : ruling;
    wanted = wanted == null ? Optional.empty() : wanted;
  }

  /** A number that nothing is held against. */
  public static Measurement of(
      Instant at, String run, TableName table, Kind kind, String name, double value) {
    return new Measurement(
        at,
        run,
        table,
        kind,
        name,
        Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** What a gate said of a check. */
  public static Measurement of(Instant at, String run, TableName table, Verdict verdict) {
    return new Measurement(
        at,
        run,
        table,
        Kind.CHECK,
        verdict.check(),
        verdict.value(),
        Optional.of(verdict.ruling()),
        verdict.wanted());
  }

  /** Kinds of measures. */
  public enum Kind {
    /** A check's verdict, by the check's words. */
    CHECK,
    /**
     * Rows of a batch, by {@code read}, {@code written}, {@code duplicates}, {@code quarantined}.
     */
    ROWS,
    /** Share of null values of a batch, 0 to 1. */
    NULLS,
    /** How far a column's distribution moved, by the column. */
    DRIFT,
    /** How old a table is, in seconds. */
    AGE,
    /** How well a model tells what it learned, on rows that it did not see, by the measure. */
    MODEL,
    /**
     * How what is served of a view compares with its table, by {@code mismatch}, the share of
     * entities that are served wrongly, and {@code staleness}, in seconds.
     */
    ONLINE
  }
}
