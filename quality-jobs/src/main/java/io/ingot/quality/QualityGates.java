package io.ingot.quality;

import io.ingot.core.batch.Gate;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.Table;
import io.ingot.core.run.GateProvider;
import java.util.List;
import java.util.Optional;

/** Offers the gate that judges a table's {@code checks}. */
public final class QualityGates implements GateProvider {
  /** For {@link java.util.ServiceLoader}. */
  public QualityGates() {}

  @Override
  public Optional<Gate> gate(Table table) {
    return table.checks().isEmpty()
        ? Optional.empty()
        : Optional.of(new DeequGate(table.name(), table.checks(), keys(table)));
  }

  private static List<String> keys(Table table) {
    return table instanceof SilverTable silver ? silver.keys() : List.of();
  }
}
