package io.ingot.quality;

import io.ingot.core.batch.Verdict;
import io.ingot.core.project.CountCheck;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * The number of columns lies in a range.
 *
 * @param columns how many there are
 */
record WidthRule(CountCheck.ColumnCount check, long columns) implements Rule {
  @Override
  public List<Column> aggregates() {
    return List.of();
  }

  @Override
  public List<Verdict> judge(Findings findings) {
    return List.of(
        Limit.of(check.range(), check.level())
            .verdict(
                check.words(),
                columns,
                Words.count(columns) + (columns == 1 ? " column" : " columns")));
  }
}
