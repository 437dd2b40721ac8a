package io.ingot.quality;

import io.ingot.core.batch.Gate;
import io.ingot.core.lake.Lake;
import io.ingot.core.lineage.PersonalColumns;
import io.ingot.core.project.Check;
import io.ingot.core.project.CheckTerms;
import io.ingot.core.project.CountCheck;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.GoldTable;
import io.ingot.core.project.Project;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.Suite;
import io.ingot.core.project.Table;
import io.ingot.core.project.Trend;
import io.ingot.core.run.GateProvider;
import io.ingot.core.run.Graph;
import io.ingot.quality.history.Trends;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Offers the gate that judges a table's {@code checks} and those of the suites about it. */
public final class QualityGates implements GateProvider {
  /** For {@link java.util.ServiceLoader}. */
  public QualityGates() {}

  @Override
  public Optional<Gate> gate(Project project, Table table, Lake lake) {
    return gate(
        table,
        before(project, table).stream()
            .filter(clause -> !TableGates.isOfTable(clause.check()))
            .toList(),
        () -> situation(project, table, lake, Trends.of(table, lake, Clock.systemUTC())));
  }

  /** The checks that are judged before a commit, in the order in which they are told. */
  static List<Clause> before(Project project, Table table) {
    return Clause.of(
        table,
        project.watching().suites(table.name()).stream()
            .filter(suite -> suite.when() == Suite.When.GATE)
            .toList());
  }

  /**
   * What judges a table as it stands by everything that is declared of it, whenever else that is
   * judged; empty when nothing is that can be told of a whole table.
   */
  Optional<Gate> whole(Project project, Table table, Lake lake) {
    return ofRowsGiven(
        project,
        table,
        lake,
        Clause.of(table, project.watching().suites(table.name())).stream()
            .filter(clause -> isOfWhole(clause.check()))
            .toList());
  }

  /**
   * What judges rows by checks as if they were all that there is; each partition is still one by
   * itself. Empty for no checks.
   */
  Optional<Gate> ofRowsGiven(Project project, Table table, Lake lake, List<Clause> clauses) {
    return gate(
        table,
        clauses.stream()
            .map(clause -> new Clause(ofRowsGiven(clause.check()), clause.suite()))
            .toList(),
        () -> situation(project, table, lake, Trends.unmeasured(table.name())));
  }

  private static Optional<Gate> gate(
      Table table, List<Clause> clauses, Supplier<Situation> situation) {
    return clauses.isEmpty()
        ? Optional.empty()
        : Optional.of(new DeequGate(table.name(), clauses, situation.get()));
  }

  /** What was loaded of what was read, and how a batch goes on from others, is told of batches. */
  private static boolean isOfWhole(Check check) {
    return !(check instanceof CountCheck.Loaded || check instanceof Trend);
  }

  private static Check ofRowsGiven(Check check) {
    return check.terms().on() == CheckTerms.Scope.TABLE ? check.on(CheckTerms.Scope.BATCH) : check;
  }

  private static Situation situation(Project project, Table table, Lake lake, Trends trends) {
    PersonalColumns personal = new PersonalColumns(project, lake);
    return new Situation(
        new Example(keys(table), column -> personal.holds(table.name(), column)),
        trends,
        RunDay.of(project, Instant.now()),
        Optional.of(
            new CrossBinding(
                new Neighbours(table, lake, Graph.of(project).before(table.name())), personal)));
  }

  private static List<String> keys(Table table) {
    if (table instanceof SilverTable silver) {
      return silver.keys();
    }
    if (table instanceof FeatureView view) {
      return List.copyOf(view.entity().keySet());
    }
    return table instanceof GoldTable gold ? gold.key() : List.of();
  }
}
