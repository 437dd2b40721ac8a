package io.ingot.core.project;

import java.util.List;
import java.util.Set;

/**
 * A condition on a table's rows, judged before the commit. The first key tells the kind: {@code
 * {complete: store_id}}. With {@code level: error} (the default) a broken check refuses the batch;
 * with {@code level: warn} the batch is published and the run ends with 4.
 */
public sealed interface Check permits RowCheck, Statistic, CountCheck, CrossCheck, Trend, Sane {
  /** What every check can say. */
  CheckTerms terms();

  /** The check in the words of the file, such as {@code complete store_id}, without its terms. */
  String describe();

  /** The check in the words of the file with the rows that it is about, such as a verdict says. */
  default String words() {
    return describe() + terms().where().map(rows -> " where " + rows).orElse("");
  }

  /** The columns that it names; none for a kind that names none. */
  List<String> columns();

  /** The tables that it looks at beside the one that it is about; most look at none. */
  default Set<TableName> looksAt() {
    return Set.of();
  }

  /** What a broken check does. */
  default CheckTerms.Level level() {
    return terms().level();
  }

  /** The same check on other rows. */
  default Check on(CheckTerms.Scope scope) {
    return terms().on() == scope ? this : Reworded.of(this, terms().on(scope));
  }
}
