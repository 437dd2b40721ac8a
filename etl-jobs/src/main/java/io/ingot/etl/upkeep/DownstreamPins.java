package io.ingot.etl.upkeep;

import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Pin;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Plans;
import io.ingot.core.batch.Tenure;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.Layer;
import io.ingot.core.project.Project;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.run.LastBatch;
import io.ingot.core.run.StageContext;
import io.ingot.core.run.VersionHold;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tables that follow another one by what changed in it since their last batch, and those that have
 * begun a batch from versions that they will read again when they go on with it.
 */
public final class DownstreamPins implements VersionHold {
  /** Made by {@link java.util.ServiceLoader}. */
  public DownstreamPins() {}

  @Override
  public List<Held> on(TableName table, Project project, Lake lake) {
    TableState state = lake.table(table).state();
    if (!state.exists()) {
      return List.of();
    }
    StageContext context =
        new StageContext(project, lake, new Plans(lake), List.of(), Tenure.unshared());
    return project.tables().values().stream()
        .filter(reader -> reader.inputs().contains(table) || isQuarantine(reader, table))
        .flatMap(
            reader ->
                Stream.concat(
                    begun(reader, table, state, context), followed(reader, table, state, context)))
        .toList();
  }

  private static boolean isQuarantine(Table reader, TableName table) {
    return reader.name().layer() == Layer.SILVER && reader.name().quarantine().equals(table);
  }

  /**
   * What changed since the last batch, where there was something: a follower whose last batch is
   * the table's last one begins with the next, however many versions its upkeep has made. A silver
   * table finds its batches in the newest version.
   */
  private static Stream<Held> followed(
      Table reader, TableName table, TableState state, StageContext context) {
    TableState own = context.lake().table(reader.name()).state();
    if (reader.name().layer() == Layer.SILVER || own.batch() < 0) {
      return Stream.of();
    }
    return LastBatch.of(reader.name(), own, context).pin(table).stream()
        .filter(pin -> pin.tableId().equals(state.tableId()))
        .filter(pin -> pin.batch() != state.batch())
        .map(pin -> new Held(pin.version(), reader.name().toString(), "run it first"));
  }

  private static Stream<Held> begun(
      Table reader, TableName table, TableState state, StageContext context) {
    TableState own = context.lake().table(reader.name()).state();
    return Stream.concat(
            context.plans().planned(reader.name(), own, reader.definitionHash()).stream(),
            halfPublished(reader, own, context.lake()).stream())
        .flatMap(plan -> pins(plan, reader, table))
        .filter(pin -> pin.tableId().equals(state.tableId()) && pin.version() >= 0)
        .map(
            pin ->
                new Held(
                    pin.version(), "a batch that " + reader.name() + " has begun", "run it first"));
  }

  private static Stream<Pin> pins(Plan plan, Table reader, TableName table) {
    Stream<Pin> refused =
        plan instanceof Plan.Replay replay
            ? Stream.of(replay.quarantine())
            : plan instanceof Plan.Waive waive ? Stream.of(waive.quarantine()) : Stream.of();
    if (isQuarantine(reader, table)) {
      return refused;
    }
    Map<TableName, Pin> from =
        plan instanceof Plan.Advance advance && reader.name().layer() != Layer.SILVER
            ? advance.from()
            : Map.of();
    return Stream.of(plan.inputs(), from)
        .flatMap(pins -> Optional.ofNullable(pins.get(table)).stream());
  }

  /** A batch whose refused rows are in goes on as it was planned, be its plan lost or not. */
  private static Optional<Plan> halfPublished(Table reader, TableState own, Lake lake) {
    if (reader.name().layer() != Layer.SILVER) {
      return Optional.empty();
    }
    LakeTable quarantine = lake.table(reader.name().quarantine());
    return quarantine.state().batch() < own.nextBatch()
        ? Optional.empty()
        : BatchRecord.of(quarantine, own.generation(), own.nextBatch()).map(BatchRecord::plan);
  }
}
