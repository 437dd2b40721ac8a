package io.ingot.quality;

import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Verdict;
import io.ingot.core.project.CountCheck;
import io.ingot.core.project.Tolerance;
import java.util.List;
import org.apache.spark.sql.Column;

/** Enough of the rows that were read are published; a repeat is, by the row that outdid it. */
record LoadedRule(CountCheck.Loaded check) implements Rule {
  @Override
  public List<Column> aggregates() {
    return List.of();
  }

  @Override
  public List<Verdict> judge(Findings findings) {
    Counts counts = findings.counts();
    Limit limit = Limit.of(Tolerance.atLeast(check.least()), check.level());
    if (counts.read() == 0) {
      return List.of(limit.idle(check.words(), "0 rows read"));
    }
    long loaded = counts.written() + counts.duplicates();
    String rest =
        loaded == counts.read() ? "" : " (" + Words.count(counts.read() - loaded) + " held back)";
    return List.of(
        limit.verdict(
            check.words(),
            (double) loaded / counts.read(),
            Words.share(loaded, counts.read()) + " read" + rest));
  }
}
