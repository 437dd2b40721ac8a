package io.ingot.core.cli;

import io.ingot.core.batch.Json;
import io.ingot.core.error.ExitCode;
import io.ingot.core.error.ProjectException;
import io.ingot.core.project.TableName;
import io.ingot.core.run.MoveKind;
import io.ingot.core.run.Mover;
import io.ingot.core.run.PlannedMove;
import io.ingot.core.run.PlannedMove.Direction;
import io.ingot.core.run.Selection;
import io.ingot.core.run.Stages;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * {@code ingot state rewind} and {@code ingot state set}: a table goes on from another place of its
 * source.
 */
record StateMoveVerb(MoveKind kind, Supplier<Stages> stages) implements Verb {
  StateMoveVerb {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(stages, "stages");
  }

  @Override
  public String name() {
    return "state " + kind.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String summary() {
    return kind.summary();
  }

  @Override
  public Set<Option> options() {
    return Set.of(
        Option.PROJECT,
        Option.ENVIRONMENT,
        Option.SELECT,
        Option.OUTPUT,
        Option.TO,
        Option.WHY,
        Option.WHO,
        Option.YES);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Order order = command.order();
    String to = Order.require(order.to(), "--to");
    String why = Order.require(order.why(), "--why");
    String selection = command.select();
    if (selection.isEmpty()) {
      throw new ProjectException("Say which table: --select bronze.orders.");
    }
    Opened opened = Opened.toWrite(command);
    TableName table = one(Selection.of(selection).in(opened.project()));
    Mover mover = new Mover(opened.project(), opened.lake(), stages.get());
    PlannedMove move = mover.plan(table, to, kind);
    boolean carriedOut = order.consent() == Order.Consent.GIVEN && !move.idle();
    if (command.output() == OutputFormat.TEXT) {
      print(move, console);
    }
    if (carriedOut) {
      mover.carryOut(move, order.user(), why, Conductor.newId());
    }
    if (command.output() == OutputFormat.JSON) {
      console.line(Json.pretty(new Told(move, order.user(), why, carriedOut)));
    } else {
      console.line(ending(move, carriedOut));
    }
    return ExitCode.DONE;
  }

  private static TableName one(Set<TableName> selected) {
    if (selected.size() != 1) {
      throw new ProjectException(
          "Cannot move " + selected.size() + " tables at once: a position belongs to one source.");
    }
    return selected.iterator().next();
  }

  private static void print(PlannedMove move, Console console) {
    console.table(
        List.of("position of " + move.table(), "now", "then"),
        move.steps().stream()
            .map(step -> List.of(step.name(), step.from().orElse("-"), step.to()))
            .toList());
    if (move.goes(Direction.BACK)) {
      console.line("Rows will be read once more:");
      move.effects().forEach(effect -> console.line("  " + effect.table() + " " + effect.effect()));
    }
    if (move.goes(Direction.FORWARD)) {
      console.line(
          "Rows will be passed over: 'ingot state gaps' tells of them until 'ingot backfill' or"
              + " 'ingot state rewind' has brought them.");
    }
  }

  private static String ending(PlannedMove move, boolean carriedOut) {
    if (move.idle()) {
      return "Nothing to do: " + move.table() + " is there already.";
    }
    return carriedOut
        ? "Moved: "
            + move.table()
            + " goes on there with generation "
            + move.generation()
            + ", after batch "
            + move.batch()
            + "."
        : "Nothing was changed. Say --yes to do it.";
  }

  /** A move as JSON tells it. */
  private record Told(PlannedMove move, String who, String why, boolean carriedOut) {}
}
