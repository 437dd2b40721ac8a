package io.ingot.quality;

import io.ingot.core.batch.Verdict;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;

/** One check in terms of the columns of a batch. */
interface Rule {
  /** What has to be measured while the rows are written; the same in every call. */
  List<Column> aggregates();

  /** How the written rows have to be grouped for it; empty for a rule that needs no groups. */
  default Optional<Grouping> grouping() {
    return Optional.empty();
  }

  /** Whether it asks what one of two grouped columns tells about the other. */
  default boolean pairs() {
    return false;
  }

  /** One verdict, or one for each part of the check that is broken. */
  List<Verdict> judge(Findings findings);
}
