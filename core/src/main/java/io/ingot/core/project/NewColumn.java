package io.ingot.core.project;

/** What becomes of fields that a source has and a contract does not name. */
public enum NewColumn {
  /** They become columns of the table, as they come. */
  ADD,
  /** They are counted and left out; of JSON records they are kept in {@code _rescued}. */
  IGNORE,
  /** A row that has a value in one is refused. */
  QUARANTINE,
  /** A batch that has a value in one is refused. */
  FAIL
}
