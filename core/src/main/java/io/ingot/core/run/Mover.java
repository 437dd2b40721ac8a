package io.ingot.core.run;

import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Json;
import io.ingot.core.batch.Plan;
import io.ingot.core.error.FencedException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.CommitMark;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.Project;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Moves the place in its source at which a table goes on. The move is a commit of the table like
 * any other, without rows, and begins a new generation: a batch that was begun before it cannot be
 * committed any more.
 */
public final class Mover {
  private final Project project;
  private final Lake lake;
  private final Stages stages;

  public Mover(Project project, Lake lake, Stages stages) {
    this.project = Objects.requireNonNull(project, "project");
    this.lake = Objects.requireNonNull(lake, "lake");
    this.stages = Objects.requireNonNull(stages, "stages");
  }

  /**
   * What a move would do; changes nothing.
   *
   * @param to the position, as the source counts
   * @throws ProjectException when the table has no source or no batch yet, or may not go there
   */
  public PlannedMove plan(TableName name, String to, MoveKind kind) {
    Table table = project.tables().get(name);
    SourceStage stage =
        stages
            .source(table)
            .orElseThrow(
                () ->
                    new ProjectException(
                        "Cannot move "
                            + name
                            + ": it is computed from other tables and reads no source. Move the"
                            + " bronze table that it comes from."));
    StageContext context = stages.context(project, lake, table);
    TableState state = context.lake().table(name).state();
    if (!state.exists()) {
      throw new ProjectException(
          "Cannot move "
              + name
              + ": it has no batch yet, so there is no progress to move. Run it first.");
    }
    Map<String, Long> moved = stage.boundsAt(context, to);
    BoundWords words = BoundWords.of(new Ledgers(context.lake()).of(name));
    List<PlannedMove.Step> steps =
        moved.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(bound -> step(bound.getKey(), bound.getValue(), state, words))
            .toList();
    steps.forEach(step -> kind.requireAllowed(name, step));
    Map<String, Long> bounds = new HashMap<>(state.bounds());
    bounds.putAll(moved);
    return new PlannedMove(
        name,
        to,
        steps,
        bounds,
        state.generation() + 1,
        state.nextBatch(),
        state.version(),
        Effect.of(name, project));
  }

  private static PlannedMove.Step step(String name, long to, TableState state, BoundWords words) {
    Optional<Long> from = Optional.ofNullable(state.bounds().get(name));
    return new PlannedMove.Step(
        name,
        from.map(bound -> words.say(name, bound)),
        words.say(name, to),
        PlannedMove.Direction.of(name, from, to));
  }

  private static List<Plan.Move.Step> steps(PlannedMove move, TableState state) {
    return move.steps().stream()
        .map(PlannedMove.Step::name)
        .map(
            bound ->
                new Plan.Move.Step(
                    bound,
                    Optional.ofNullable(state.bounds().get(bound)),
                    move.bounds().get(bound)))
        .toList();
  }

  /**
   * Makes the move.
   *
   * @param who the user who asked for it
   * @param why in the words of that user
   * @param run an id for this move, as a run has one
   * @return the table's new version
   * @throws FencedException when the table got another version since the move was planned
   */
  public long carryOut(PlannedMove move, String who, String why, String run) {
    LakeTable table = lake.table(move.table());
    TableState state = table.state();
    if (state.version() != move.version()) {
      throw new FencedException(
          "Cannot move "
              + move.table()
              + ": it went on from version "
              + move.version()
              + " to "
              + state.version()
              + " meanwhile. Nothing was changed; look at it and ask again.");
    }
    BatchRecord record =
        new BatchRecord(
            run,
            move.batch(),
            Instant.now(),
            project.tables().get(move.table()).definitionHash(),
            new Plan.Move(move.to(), who, why, steps(move, state)),
            Counts.none(),
            Map.of(),
            List.of());
    return table.mark(
        new CommitMark(
            table.writer(move.generation()), move.batch(), move.bounds(), Json.write(record)),
        state);
  }
}
