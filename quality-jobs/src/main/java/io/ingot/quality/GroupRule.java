package io.ingot.quality;

import io.ingot.core.batch.Verdict;
import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.project.Statistic;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;

/** A number made of how often each value occurs lies in a range. */
record GroupRule(Statistic check, Grouping by, Kind kind) implements Rule {
  @Override
  public List<Column> aggregates() {
    return List.of(by.rows());
  }

  @Override
  public Optional<Grouping> grouping() {
    return Optional.of(by);
  }

  @Override
  public boolean pairs() {
    return kind == Kind.MUTUAL;
  }

  @Override
  public List<Verdict> judge(Findings findings) {
    long rows = findings.groups().rows(by);
    Limit limit = Limit.of(check.bounds(), check.level());
    if (rows == 0) {
      return List.of(limit.idle(check.words(), "nothing, there are " + Words.values(0)));
    }
    double number = kind.of(findings.groups().tally(by), rows);
    if (Double.isNaN(number)) {
      return List.of(limit.idle(check.words(), "nothing, no row has a value in both columns"));
    }
    String told =
        limit.ruling(number) == Ruling.PASSED ? Words.number(number) : Words.exactly(number);
    return List.of(limit.verdict(check.words(), number, told + " of " + Words.values(rows)));
  }

  /** What is made of the groups. */
  enum Kind {
    DISTINCT {
      @Override
      double of(Groups.Tally tally, long rows) {
        return tally.groups();
      }
    },
    DISTINCTNESS {
      @Override
      double of(Groups.Tally tally, long rows) {
        return (double) tally.groups() / rows;
      }
    },
    UNIQUENESS {
      @Override
      double of(Groups.Tally tally, long rows) {
        return (double) tally.single() / rows;
      }
    },
    ENTROPY {
      @Override
      double of(Groups.Tally tally, long rows) {
        // Of one group it is minus zero.
        return tally.entropy() + 0.0;
      }
    },
    MUTUAL {
      @Override
      double of(Groups.Tally tally, long rows) {
        return tally.mutual();
      }
    };

    /** The number, of groups of so many rows. */
    abstract double of(Groups.Tally tally, long rows);
  }
}
