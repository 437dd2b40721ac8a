package io.ingot.quality.drift;

import io.ingot.core.project.TableName;
import java.time.Instant;
import java.util.Objects;

/**
 * What a column's distribution was, as it is kept in the lake, so that it serves when the version
 * that it was taken of is long gone.
 *
 * @param method psi, ks or category
 * @param of where it was to be taken from, as the file has it: first, version:3, window:30d
 * @param version the table's version that it was taken of
 * @param at when it was taken
 * @param histogram its bins and the rows in each
 */
record KeptBaseline(
    TableName table,
    String column,
    String method,
    String of,
    long version,
    Instant at,
    Histogram histogram) {
  KeptBaseline {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(column, "column");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(of, "of");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(histogram, "histogram");
  }

  static KeptBaseline of(Subject subject, long version, Instant at, Histogram histogram) {
    return new KeptBaseline(
        subject.table(),
        subject.column(),
        subject.drift().method().word(),
        subject.drift().baseline().word(),
        version,
        at,
        histogram);
  }

  /** Whether it has as many rows as its table asks for. */
  boolean isEnough(Subject subject) {
    return histogram.rows() >= subject.drift().minRows();
  }
}
