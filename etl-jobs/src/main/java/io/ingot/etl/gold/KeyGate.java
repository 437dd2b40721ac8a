package io.ingot.etl.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.ingot.core.batch.Evidence;
import io.ingot.core.batch.Gate;
import io.ingot.core.batch.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Refuses an answer in which a row has no key, or two rows have the same.
 *
 * @param proven whether the query's own form shows that no two rows can have the same key, so that
 *     nobody has to look
 */
record KeyGate(List<String> key, boolean proven) implements Gate {
  private static final String NO_KEY = "_no_key";
  private static final String ROWS = "_rows";

  KeyGate {
    key = List.copyOf(key);
  }

  @Override
  public List<Column> measures(StructType schema) {
    Column none = columns().stream().map(Column::isNull).reduce(Column::or).orElseThrow();
    return List.of(count_if(none).as(NO_KEY));
  }

  @Override
  public List<Verdict> judge(Evidence evidence) {
    List<Verdict> verdicts = new ArrayList<>();
    long without = (Long) evidence.measures().get(NO_KEY);
    if (without > 0) {
      verdicts.add(
          refused("a null key in " + without + " of " + evidence.counts().written() + " rows"));
    }
    if (!proven) {
      mostRows(evidence)
          .ifPresent(rows -> verdicts.add(refused("a key that " + rows + " rows have")));
    }
    return verdicts;
  }

  private Optional<Long> mostRows(Evidence evidence) {
    Row most =
        evidence
            .written()
            .get()
            .groupBy(columns().toArray(Column[]::new))
            .agg(count(lit(1)).as(ROWS))
            .agg(max(ROWS))
            .first();
    return most.isNullAt(0) || most.getLong(0) == 1
        ? Optional.empty()
        : Optional.of(most.getLong(0));
  }

  private List<Column> columns() {
    return key.stream().map(name -> col("`" + name.replace("`", "``") + "`")).toList();
  }

  private Verdict refused(String measured) {
    return Verdict.of("key: [" + String.join(", ", key) + "]", Verdict.Ruling.REFUSED, measured);
  }
}
