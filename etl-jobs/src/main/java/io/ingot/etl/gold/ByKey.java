package io.ingot.etl.gold;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.lit;

import io.ingot.core.batch.Candidate;
import io.ingot.core.batch.Landing;
import io.ingot.core.lake.Correction;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.project.GoldTable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of touched keys, answered anew and put in the place of those that are there: what is the
 * same stays, and what is not in the answer any more goes.
 *
 * @param by the columns that the touched values are of, among the key's
 * @param literal whether those values may stand in a plan and in a commit
 */
record ByKey(GoldTable declared, List<String> by, FewRows touched, boolean literal) {
  /** Null in rows that only name a key to be taken away. */
  private static final String KEPT = "_kept";

  ByKey {
    by = List.copyOf(by);
  }

  Candidate.Entry entry() {
    return new Candidate.Entry.Staged(this::landing);
  }

  private Landing landing(Lake lake, Dataset<Row> staged) {
    LakeTable table = lake.table(declared.name());
    Dataset<Row> there = of(table.at(table.state().version()), lake);
    Correction correction = new Correction(declared.key(), KEPT, literally("t").stream().toList());
    return new Landing.Correct(
        correction.rows(staged.withColumn(KEPT, lit(true)), there), correction);
  }

  /**
   * Those of some rows that have the touched values. Spark takes a small list of values below the
   * grouping and into the inputs' own scans.
   */
  Dataset<Row> of(Dataset<Row> rows, Lake lake) {
    Dataset<Row> values = touched.in(lake);
    return Touched.alike(
        literally("").map(rows::filter).orElse(rows),
        by,
        touched.listed().isPresent() ? broadcast(values) : values);
  }

  private Optional<String> literally(String alias) {
    return literal ? touched.literally(alias, by) : Optional.empty();
  }
}
