package io.ingot.quality;

import com.amazon.deequ.analyzers.Size;
import io.ingot.core.batch.Verdict;
import io.ingot.core.project.CountCheck;
import java.util.List;
import org.apache.spark.sql.Column;
import scala.Option;
import scala.collection.JavaConverters;

/** The number of rows lies in a range. */
record CountRule(CountCheck.Rows check, Where where) implements Rule {
  @Override
  public List<Column> aggregates() {
    return JavaConverters.seqAsJavaList(
        new Size(where.condition().map(Option::apply).orElseGet(Option::empty))
            .aggregationFunctions());
  }

  @Override
  public List<Verdict> judge(Findings findings) {
    long rows = findings.count(0);
    return List.of(
        Limit.of(check.range(), check.level()).verdict(check.words(), rows, Words.rows(rows)));
  }
}
