package io.ingot.core.run;

import io.ingot.core.batch.Gate;
import io.ingot.core.project.Table;
import java.util.Optional;

/** Offers the gates of a table; found by {@link java.util.ServiceLoader}. */
public interface GateProvider {
  /** The gate that judges what the table declares; empty when it declares nothing for it. */
  Optional<Gate> gate(Table table);
}
