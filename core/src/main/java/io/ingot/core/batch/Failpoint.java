package io.ingot.core.batch;

import io.ingot.core.project.TableName;

/**
 * Places at which a test kills the process, to show that a second run mends everything: {@code
 * -Dingot.failpoint=AFTER_PLAN} or {@code -Dingot.failpoint=AFTER_FILES@silver.sales}.
 */
public enum Failpoint {
  /** The plan is written; nothing is read. */
  AFTER_PLAN,
  /** The data files are written; nothing is committed. */
  AFTER_FILES,
  /** The quarantine is committed; the table is not. */
  AFTER_QUARANTINE,
  /** The table is committed; nobody was told. */
  AFTER_COMMIT,
  /** A stage is done; its children are not. */
  AFTER_STAGE;

  private static final int KILLED = 137;

  /** Halts the process, as a kill would, if this point was named. */
  public void reach(TableName table) {
    String named = System.getProperty("ingot.failpoint", "");
    if (named.equals(name()) || named.equals(name() + "@" + table)) {
      Runtime.getRuntime().halt(KILLED);
    }
  }
}
