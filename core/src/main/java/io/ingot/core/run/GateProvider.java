package io.ingot.core.run;

import io.ingot.core.batch.Gate;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import io.ingot.core.project.Table;
import java.util.Optional;

/** Offers the gates of a table; found by {@link java.util.ServiceLoader}. */
public interface GateProvider {
  /**
   * The gate that judges what is declared of a table; empty when nothing is.
   *
   * @param project the table's project, whose suites may be about it
   * @param lake where earlier measures and other tables are
   */
  Optional<Gate> gate(Project project, Table table, Lake lake);
}
