package io.ingot.quality;

import io.ingot.core.batch.Verdict;
import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.project.Check;
import io.ingot.core.project.TableName;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * A check that asks another table, which is filled after this one and is not there yet. Both could
 * wait for each other for ever.
 */
record AbsentRule(Check check, TableName other) implements Rule {
  @Override
  public List<Column> aggregates() {
    return List.of();
  }

  @Override
  public List<Verdict> judge(Findings findings) {
    return List.of(
        Verdict.of(check.words(), Ruling.NOTED, "nothing, since " + other + " is not there yet"));
  }
}
