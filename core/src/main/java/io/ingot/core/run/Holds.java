package io.ingot.core.run;

import io.ingot.core.lease.Lease;
import io.ingot.core.lease.Leases;
import io.ingot.core.project.TableName;
import java.util.LinkedHashMap;
import java.util.Map;

/** The holds on several tables at once, given back together. */
final class Holds implements AutoCloseable {
  private final Leases leases;
  private final String run;
  private final Map<TableName, Lease> held = new LinkedHashMap<>();

  Holds(Leases leases, String run) {
    this.leases = leases;
    this.run = run;
  }

  /**
   * Takes one more.
   *
   * @throws io.ingot.core.error.FencedException when another run holds it
   */
  void take(TableName table) {
    held.put(table, leases.acquire(table, run));
  }

  /**
   * Returns while a table that was taken is held.
   *
   * @throws io.ingot.core.error.FencedException once it is not
   */
  void require(TableName table) {
    held.get(table).requireHeld();
  }

  @Override
  public void close() {
    held.values().forEach(Lease::close);
  }
}
