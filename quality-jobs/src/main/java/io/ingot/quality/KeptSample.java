package io.ingot.quality;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ingot.core.batch.Sample;
import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.project.TableName;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A row that broke a check, as it is kept.
 *
 * @param at when that was told
 * @param run the run whose batch had it
 * @param table of the batch
 * @param check in the words of the project's file
 * @param ruling what the check said of the batch
 * @param row as far as it may be seen, by column; empty for null
 */
record KeptSample(
    Instant at,
    String run,
    TableName table,
    String check,
    Ruling ruling,
    @JsonInclude(content = JsonInclude.Include.ALWAYS) Map<String, Optional<String>> row) {
  KeptSample {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(check, "check");
    Objects.requireNonNull(ruling, "ruling");
    row = Collections.unmodifiableMap(new LinkedHashMap<>(row));
  }

  /** The row in words. */
  String describe() {
    return new Sample(row).describe();
  }
}
