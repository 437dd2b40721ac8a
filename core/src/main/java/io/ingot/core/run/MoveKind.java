package io.ingot.core.run;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.TableName;

/** Which way a table's progress may be moved. */
public enum MoveKind {
  /** Back only, so that rows are read again and none is passed over. */
  REWIND("go back to an earlier place of a table's source, so that rows are read again") {
    @Override
    void requireAllowed(TableName table, PlannedMove.Step step) {
      if (step.direction() == PlannedMove.Direction.FORWARD) {
        throw new ProjectException(
            "Cannot rewind "
                + table
                + " to "
                + step.to()
                + ": "
                + step.from()
                    .map(present -> "it is at " + present + " only")
                    .orElse("nothing tells where " + step.name() + " is now")
                + ". Say 'ingot state set' if it is to go there, and rows may be passed over.");
      }
    }
  },
  /** Either way. */
  SET("go on from another place of a table's source, back or forward") {
    @Override
    void requireAllowed(TableName table, PlannedMove.Step step) {
      // The source itself refuses what it has not got.
    }
  };

  private final String summary;

  MoveKind(String summary) {
    this.summary = summary;
  }

  /** What it does, in a line. */
  public String summary() {
    return summary;
  }

  abstract void requireAllowed(TableName table, PlannedMove.Step step);
}
