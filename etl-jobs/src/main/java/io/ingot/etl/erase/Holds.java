package io.ingot.etl.erase;

import io.ingot.core.lake.Lake;
import io.ingot.core.lease.Lease;
import io.ingot.core.lease.Leases;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.TreeSet;

/** Several tables that are held together, taken in one order by everybody. */
final class Holds implements AutoCloseable {
  private final Deque<Lease> leases = new ArrayDeque<>();

  private Holds() {}

  /**
   * Takes them.
   *
   * @throws io.ingot.core.error.FencedException when a run holds one of them; none is held then
   */
  static Holds on(Project project, Lake lake, Collection<TableName> tables, String run) {
    Leases book = Leases.of(project, lake);
    Holds holds = new Holds();
    try {
      new TreeSet<>(tables).forEach(table -> holds.leases.push(book.acquire(table, run)));
      return holds;
    } catch (RuntimeException e) {
      holds.close();
      throw e;
    }
  }

  /** Stops whoever lost one. */
  void requireHeld() {
    leases.forEach(Lease::requireHeld);
  }

  @Override
  public void close() {
    while (!leases.isEmpty()) {
      leases.pop().close();
    }
  }
}
