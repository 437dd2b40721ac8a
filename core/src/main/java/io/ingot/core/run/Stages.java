package io.ingot.core.run;

import io.ingot.core.batch.Gate;
import io.ingot.core.batch.Plans;
import io.ingot.core.batch.Tenure;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import io.ingot.core.project.Table;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** The stages and gates that the job modules on the class path offer. */
public final class Stages {
  private final List<StageProvider> stages;
  private final List<GateProvider> gates;

  public Stages(List<StageProvider> stages, List<GateProvider> gates) {
    this.stages = List.copyOf(stages);
    this.gates = List.copyOf(gates);
  }

  /** What {@link ServiceLoader} finds on the class path. */
  public static Stages onClassPath() {
    return new Stages(
        ServiceLoader.load(StageProvider.class).stream().map(ServiceLoader.Provider::get).toList(),
        ServiceLoader.load(GateProvider.class).stream().map(ServiceLoader.Provider::get).toList());
  }

  /** The same, but where the provider has a stage for a table, it is that one. */
  Stages preferring(StageProvider provider) {
    return new Stages(Stream.concat(Stream.of(provider), stages.stream()).toList(), gates);
  }

  /** The stage of a table that reads a source; empty for one that is computed from others. */
  Optional<SourceStage> source(Table table) {
    return Optional.of(of(table))
        .filter(SourceStage.class::isInstance)
        .map(SourceStage.class::cast);
  }

  /** The stage of a table that keeps what it refuses; empty for one that refuses nothing. */
  Optional<ContractStage> contract(Table table) {
    return Optional.of(of(table))
        .filter(ContractStage.class::isInstance)
        .map(ContractStage.class::cast);
  }

  /** The stage of a table. */
  Stage of(Table table) {
    return stages.stream()
        .map(provider -> provider.stage(table))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No module on the class path can make " + table.name() + "."));
  }

  /** What a table's stage works with: a session of its own, and the table's gates. */
  StageContext context(Project project, Lake lake, Table table) {
    Lake own = lake.inOwnSession();
    List<Gate> judging =
        gates.stream()
            .map(provider -> provider.gate(project, table, own))
            .flatMap(Optional::stream)
            .toList();
    return new StageContext(project, own, new Plans(lake), judging, Tenure.unshared());
  }
}
