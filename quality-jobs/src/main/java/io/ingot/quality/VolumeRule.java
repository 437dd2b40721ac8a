package io.ingot.quality;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.batch.Verdict;
import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.project.CheckTerms.Level;
import io.ingot.core.project.CountCheck;
import io.ingot.core.project.Trend;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * The number of a batch's rows is usual for the day on which it is made.
 *
 * @param day the name of that day in the check
 * @param where the rows that are counted
 */
record VolumeRule(Trend.Volume check, String day, Where where) implements Rule {
  @Override
  public List<Column> aggregates() {
    return List.of(count(when(where.rows(), 1)));
  }

  @Override
  public List<Verdict> judge(Findings findings) {
    return List.of(verdict(findings.measured().getLong(0)));
  }

  /** Of a number of rows. */
  Verdict verdict(long rows) {
    Optional<CountCheck.Range> range = check.week().range(day);
    boolean usual = range.isEmpty() || holds(range.get(), rows);
    Ruling broken = check.level() == Level.ERROR ? Ruling.REFUSED : Ruling.WARNED;
    String wanted = range.map(found -> day + found.words()).orElse("any on a " + day);
    return Verdict.of(
            check.words(), usual ? Ruling.PASSED : broken, Words.rows(rows) + " on a " + day)
        .measuring(rows)
        .wanting(wanted)
        .ownedBy(check.terms().owner());
  }

  private static boolean holds(CountCheck.Range range, long rows) {
    return range.min().filter(least -> rows < least).isEmpty()
        && range.max().filter(most -> rows > most).isEmpty();
  }
}
