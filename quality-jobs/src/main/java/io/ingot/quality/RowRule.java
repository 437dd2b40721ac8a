package io.ingot.quality;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.not;

import io.ingot.core.batch.Verdict;
import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.project.Share;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * A condition that enough of the rows fulfil. In a batch without rows nothing is broken.
 *
 * @param deequ measures the rows that fulfil it, and all rows, in this order
 * @param holds the condition in SQL; never null
 * @param mostly the least share of rows
 * @param shown columns of the example
 */
record RowRule(DeequCheck deequ, String holds, Share mostly, List<String> shown) implements Rule {
  private static final Share WHOLE = new Share(1);

  @Override
  public List<Column> aggregates() {
    return deequ.aggregates();
  }

  @Override
  public Verdict judge(Findings findings) {
    long rows = findings.measured().getLong(1);
    if (rows == 0) {
      return new Verdict(deequ.words(), Ruling.PASSED, Words.rows(0), Optional.empty());
    }
    Decision decision = deequ.decide(findings.schema(), findings.measured());
    return decision.verdict(
        measured(findings.measured().getLong(0), rows),
        decision.broken() ? example(findings) : Optional.empty());
  }

  private String measured(long holding, long rows) {
    String share = Words.share(holding, rows);
    String broken = holding == rows ? "" : " (" + Words.count(rows - holding) + " broken)";
    return share + broken + (mostly.equals(WHOLE) ? "" : ", at least " + mostly + " wanted");
  }

  private Optional<String> example(Findings findings) {
    return Example.first(findings.written().get().filter(not(expr(holds))), shown);
  }
}
