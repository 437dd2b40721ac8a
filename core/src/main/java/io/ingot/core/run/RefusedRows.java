package io.ingot.core.run;

import io.ingot.core.batch.Pick;
import io.ingot.core.batch.Plan;
import java.util.List;

/** The rows that a table's contract refused, from their arrival to their end. */
public interface RefusedRows {
  /**
   * The bound of a quarantine's commits that holds how many rows are open after it.
   *
   * @see io.ingot.core.lake.TableState#bounds()
   */
  String OPEN = "open";

  /** How many there were, and what became of them. */
  RefusedSummary summary();

  /** Rows in whatever state, the latest batch first, in the order of their ids. */
  List<RefusedRow> rows(Pick pick, int limit);

  /**
   * The batch that judges open rows once more; reads the quarantine. A batch that stands half
   * published goes first, and {@link Plan.NothingToDo} is for rows that are not there, or that
   * these very rules judged already.
   *
   * @param who the user who asks
   * @throws io.ingot.core.error.ProjectException when the table's rows come as whole snapshots
   */
  Plan replay(Pick pick, String who);

  /**
   * The batch that closes open rows for a reason; reads the quarantine. A batch that stands half
   * published goes first.
   *
   * @param who the user who asks
   * @param why in the words of that user
   */
  Plan waive(Pick pick, String who, String why);
}
