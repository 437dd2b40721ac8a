package io.ingot.quality;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.ingot.core.batch.Verdict;
import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.error.ExitCode;
import io.ingot.core.project.TableName;
import java.util.List;
import java.util.Objects;

/**
 * A table that was judged as it stood.
 *
 * @param version the version that was judged
 * @param rows the rows that it has
 */
record JudgedTable(TableName table, long version, long rows, List<Verdict> verdicts) {
  JudgedTable {
    Objects.requireNonNull(table, "table");
    verdicts = List.copyOf(verdicts);
  }

  /** The share of the checks that are not broken, 0 to 1. */
  @JsonProperty("score")
  double score() {
    return verdicts.isEmpty() ? 1 : (double) (verdicts.size() - broken()) / verdicts.size();
  }

  /** The checks that are broken, whatever that does. */
  @JsonProperty("broken")
  long broken() {
    return count(Ruling.REFUSED) + count(Ruling.WARNED);
  }

  /** How a call ends that found this. */
  ExitCode exitCode() {
    if (count(Ruling.REFUSED) > 0) {
      return ExitCode.GATE_REFUSED;
    }
    return count(Ruling.WARNED) > 0 ? ExitCode.WARNINGS : ExitCode.DONE;
  }

  private long count(Ruling ruling) {
    return verdicts.stream().filter(verdict -> verdict.ruling() == ruling).count();
  }
}
