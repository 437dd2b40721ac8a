package io.ingot.core.run;

/** A stage that judges rows by a contract, and keeps those that it refuses in a quarantine. */
public interface ContractStage extends Stage {
  /** The rows that it refused, and what can be done about them. */
  RefusedRows refused(StageContext context);
}
