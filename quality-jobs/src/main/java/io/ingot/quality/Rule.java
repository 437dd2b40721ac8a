package io.ingot.quality;

import io.ingot.core.batch.Verdict;
import java.util.List;
import org.apache.spark.sql.Column;

/** One check in terms of the columns of a batch. */
sealed interface Rule permits RowRule, SizeRule, UniqueRule {
  /** What has to be measured while the rows are written; the same in every call. */
  List<Column> aggregates();

  Verdict judge(Findings findings);
}
