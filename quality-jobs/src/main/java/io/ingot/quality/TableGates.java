package io.ingot.quality;

import io.ingot.core.batch.Gate;
import io.ingot.core.lake.Lake;
import io.ingot.core.lineage.PersonalColumns;
import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.Check;
import io.ingot.core.project.CheckTerms;
import io.ingot.core.project.CrossCheck;
import io.ingot.core.project.Project;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.Table;
import io.ingot.core.project.Write;
import io.ingot.core.run.GateProvider;
import io.ingot.quality.state.TableMeasures;
import java.util.List;
import java.util.Optional;

/**
 * Offers the gate that judges checks with {@code on: table} before a batch is appended. How another
 * table will be is known only after its commit, so there the checks are left to {@code ingot
 * quality check}; the project's files must not ask for more.
 */
public final class TableGates implements GateProvider {
  /** For {@link java.util.ServiceLoader}. */
  public TableGates() {}

  @Override
  public Optional<Gate> gate(Project project, Table table, Lake lake) {
    List<Clause> clauses =
        QualityGates.before(project, table).stream()
            .filter(clause -> isOfTable(clause.check()))
            .map(Clause::unscored)
            .toList();
    return isAppended(table)
        ? new QualityGates()
            .ofRowsGiven(project, table, lake, clauses)
            .map(
                gate ->
                    new TableGate(
                        lake.table(table.name()),
                        new TableMeasures(
                            lake,
                            table.name(),
                            new PersonalColumns(project, lake).of(table.name())),
                        gate))
        : Optional.empty();
  }

  /** Whether it is judged over the table; those that read other tables see to that themselves. */
  static boolean isOfTable(Check check) {
    return check.terms().on() == CheckTerms.Scope.TABLE && !(check instanceof CrossCheck);
  }

  private static boolean isAppended(Table table) {
    return table instanceof BronzeTable
        || table instanceof SilverTable silver && silver.write().mode() == Write.Mode.APPEND;
  }
}
