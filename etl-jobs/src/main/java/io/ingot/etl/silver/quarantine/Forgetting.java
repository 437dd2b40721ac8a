package io.ingot.etl.silver.quarantine;

import static org.apache.spark.sql.functions.col;

import io.ingot.core.error.FencedException;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.run.RefusedRows;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Forgets what some refused rows hold, open ones too, which are closed by that: nobody can judge
 * them any more. Ids, rules and times stay, so that the counts of every batch hold.
 */
public final class Forgetting {
  private static final String WAS_OPEN = "t.event = 'opened' AND t.state = 'open'";
  private static final String REASON = "a subject was erased";

  private final LakeTable quarantine;

  public Forgetting(LakeTable quarantine) {
    this.quarantine = quarantine;
  }

  /**
   * Forgets rows.
   *
   * @param rows refused rows with their {@code id}; from a session that is used for nothing else
   * @throws FencedException when another run changed the quarantine meanwhile
   */
  public void forget(Dataset<Row> rows, String who) {
    Map<String, String> columns = new HashMap<>(Retention.NOTHING);
    columns.put("state", "CASE WHEN " + WAS_OPEN + " THEN 'waived' ELSE t.state END");
    columns.put("reason", "CASE WHEN " + WAS_OPEN + " THEN '" + REASON + "' ELSE t.reason END");
    Dataset<Row> ids = rows.select("id").filter(col("id").isNotNull()).distinct();
    if (!quarantine.overwrite(ids, columns, Retention.HOLDS_SOMETHING)) {
      throw new FencedException(
          "Cannot erase from "
              + quarantine.name()
              + ": another run changed it at the same moment. Run the same again.");
    }
  }

  /** Counts the open rows anew, where the number that is kept is another. */
  public void recount(String about) {
    long open = EventLog.at(quarantine, quarantine.state().version()).open().count();
    Long kept = quarantine.state().bounds().get(RefusedRows.OPEN);
    if (kept != null && kept != open) {
      quarantine.bounds(Map.of(RefusedRows.OPEN, open), about);
    }
  }
}
