package io.ingot.quality;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.not;

import com.amazon.deequ.analyzers.Compliance;
import io.ingot.core.batch.Sample;
import io.ingot.core.batch.Verdict;
import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.project.RowCheck;
import java.util.List;
import org.apache.spark.sql.Column;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * A condition that enough of the rows fulfil. Where there is no row to look at nothing is broken.
 *
 * @param holds the condition in SQL; never null
 * @param where the rows that it is about
 * @param shown columns of the examples
 */
record RowRule(RowCheck check, String holds, Where where, Example example, List<String> shown)
    implements Rule {
  /** Deequ's: the rows that fulfil it, and all that it is about. */
  @Override
  public List<Column> aggregates() {
    return JavaConverters.seqAsJavaList(
        new Compliance(
                check.words(),
                holds,
                where.condition().map(Option::apply).orElseGet(Option::empty),
                JavaConverters.asScalaBuffer(List.<String>of()).toList(),
                Option.empty())
            .aggregationFunctions());
  }

  @Override
  public List<Verdict> judge(Findings findings) {
    long holding = findings.count(0);
    long rows = findings.count(1);
    Limit limit = Limit.of(check.tolerance(), check.level());
    if (rows == 0) {
      return List.of(limit.idle(check.words(), Words.rows(0)));
    }
    Verdict verdict =
        limit.verdict(
            check.words(), (double) holding / rows, measured(limit, holding, rows, "broken"));
    return List.of(
        verdict.ruling() == Ruling.PASSED ? verdict : verdict.breaking(samples(findings)));
  }

  /** Such as {@code 0.9 of 10 rows (1 broken), at least 90% wanted}. */
  static String measured(Limit limit, long holding, long rows, String otherwise) {
    String rest = holding == rows ? "" : " (" + Words.count(rows - holding) + " " + otherwise + ")";
    return Words.share(holding, rows)
        + rest
        + (limit.wanted().equals("all") ? "" : ", " + limit.wanted() + " wanted");
  }

  private List<Sample> samples(Findings findings) {
    return example.of(
        findings.written().get().filter(where.rows()).filter(not(expr(holds))), shown);
  }
}
