package io.ingot.quality;

import io.ingot.core.batch.Verdict;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;

/** The number of rows lies in a range. */
record SizeRule(DeequCheck deequ) implements Rule {
  @Override
  public List<Column> aggregates() {
    return deequ.aggregates();
  }

  @Override
  public Verdict judge(Findings findings) {
    Decision decision = deequ.decide(findings.schema(), findings.measured());
    return decision.verdict(Words.rows(Math.round(decision.value())), Optional.empty());
  }
}
