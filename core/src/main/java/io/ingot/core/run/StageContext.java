package io.ingot.core.run;

import io.ingot.core.batch.BatchWriter;
import io.ingot.core.batch.Gate;
import io.ingot.core.batch.Plans;
import io.ingot.core.batch.Tenure;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a stage is given to work with.
 *
 * @param project the declarations
 * @param lake with a session that belongs to this stage alone
 * @param plans the plans written ahead
 * @param gates of the stage's table
 * @param tenure the run's hold on the stage's table; while a stage only plans, it needs none
 */
public record StageContext(
    Project project, Lake lake, Plans plans, List<Gate> gates, Tenure tenure) {
  public StageContext {
    Objects.requireNonNull(project, "project");
    Objects.requireNonNull(lake, "lake");
    Objects.requireNonNull(plans, "plans");
    gates = List.copyOf(gates);
    Objects.requireNonNull(tenure, "tenure");
  }

  /** The same with a lake that sees its tables at other versions. */
  public StageContext seeing(Lake pinned) {
    return new StageContext(project, pinned, plans, gates, tenure);
  }

  /** The same once the run holds the stage's table. */
  StageContext holding(Tenure held) {
    return new StageContext(project, lake, plans, gates, held);
  }

  /** A writer that judges by the gates of the stage's table. */
  public BatchWriter writer() {
    return new BatchWriter(lake, plans, gates, tenure);
  }

  /** A writer for a batch that changes no row, of which there is nothing to judge. */
  public BatchWriter writerOfNothing() {
    return new BatchWriter(lake, plans, List.of(), tenure);
  }

  /** A writer that judges by more gates than the table declares; they speak first. */
  public BatchWriter writer(List<Gate> own) {
    return new BatchWriter(
        lake, plans, Stream.concat(own.stream(), gates.stream()).toList(), tenure);
  }
}
