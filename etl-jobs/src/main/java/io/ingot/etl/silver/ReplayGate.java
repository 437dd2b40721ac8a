package io.ingot.etl.silver;

import io.ingot.core.batch.Evidence;
import io.ingot.core.batch.Gate;
import io.ingot.core.batch.Verdict;
import io.ingot.core.batch.Verdict.Ruling;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;

/** Warns of refused rows that still break their contract, so that nobody takes them for mended. */
final class ReplayGate implements Gate {
  @Override
  public List<Column> measures(StructType schema) {
    return List.of();
  }

  @Override
  public List<Verdict> judge(Evidence evidence) {
    long kept = evidence.counts().quarantined();
    return List.of(
        Verdict.of(
            "replay",
            kept == 0 ? Ruling.PASSED : Ruling.WARNED,
            kept + " of " + evidence.counts().read() + " rows still break the contract"));
  }
}
