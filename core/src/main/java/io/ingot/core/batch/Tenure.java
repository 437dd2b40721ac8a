package io.ingot.core.batch;

/** A run's hold on the table that it works on, which it can lose to another run. */
@FunctionalInterface
public interface Tenure {
  /**
   * Returns while the run holds the table.
   *
   * @throws io.ingot.core.error.FencedException once it does not, with who holds it instead as far
   *     as that is known
   */
  void requireHeld();

  /** Of a table that only one process can reach. */
  static Tenure unshared() {
    return () -> {};
  }
}
