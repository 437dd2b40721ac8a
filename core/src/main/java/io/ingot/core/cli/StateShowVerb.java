package io.ingot.core.cli;

import io.ingot.core.batch.Json;
import io.ingot.core.error.ExitCode;
import io.ingot.core.project.TableName;
import io.ingot.core.run.InputState;
import io.ingot.core.run.Interval;
import io.ingot.core.run.IntervalLedger.Untold;
import io.ingot.core.run.Selection;
import io.ingot.core.run.SourceState;
import io.ingot.core.run.Stages;
import io.ingot.core.run.States;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** {@code ingot state show}: how far each table has read its source. */
record StateShowVerb(Supplier<Stages> stages) implements Verb {
  StateShowVerb {
    Objects.requireNonNull(stages, "stages");
  }

  @Override
  public String name() {
    return "state show";
  }

  @Override
  public String summary() {
    return "show how far each table has read its source: window, position, lag, late rows, gaps";
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.PROJECT, Option.ENVIRONMENT, Option.SELECT, Option.OUTPUT);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Opened opened = Opened.of(command);
    Stages known = stages.get();
    Collection<TableName> selected = Selection.of(command.select()).in(opened.project());
    States states =
        States.of(
            command.select().isEmpty()
                ? States.withSource(selected, opened.project(), known)
                : selected,
            opened.project(),
            opened.lake(),
            known);
    if (command.output() == OutputFormat.JSON) {
      console.line(Json.pretty(states));
    } else {
      print(states, console);
    }
    states.sources().forEach(state -> note(state, console));
    return ExitCode.DONE;
  }

  private static void print(States states, Console console) {
    if (!states.sources().isEmpty()) {
      console.table(
          List.of(
              "table",
              "last window",
              "goes on at",
              "batch",
              "generation",
              "version",
              "behind",
              "late rows",
              "gaps",
              "moved"),
          states.sources().stream().map(StateShowVerb::row).toList());
    }
    if (!states.others().isEmpty()) {
      console.table(
          List.of("table", "batch", "generation", "version", "computed from"),
          states.others().stream().map(StateShowVerb::row).toList());
    }
  }

  private static List<String> row(SourceState state) {
    return List.of(
        state.table().toString(),
        state.window().orElse("-"),
        state.bounds().isEmpty() ? "-" : words(new TreeMap<>(state.bounds())),
        number(state.batch()),
        state.batch() < 0 ? "-" : String.valueOf(state.generation()),
        number(state.version()),
        state.behind().orElse("?"),
        state.lateRows() + " of " + state.allLateRows(),
        String.valueOf(state.openGaps()),
        state.moved().map(StateShowVerb::moved).orElse("-"));
  }

  private static String moved(Interval move) {
    return move.range() + " by " + move.who().orElse("?") + " " + move.at() + ": " + move.reason();
  }

  private static List<String> row(InputState state) {
    return List.of(
        state.table().toString(),
        number(state.batch()),
        state.batch() < 0 ? "-" : String.valueOf(state.generation()),
        number(state.version()),
        state.reads().isEmpty()
            ? "-"
            : state.reads().entrySet().stream()
                .map(
                    pin ->
                        pin.getKey()
                            + " up to batch "
                            + pin.getValue().batch()
                            + " (version "
                            + pin.getValue().version()
                            + ")")
                .collect(Collectors.joining(", ")));
  }

  private static String number(long number) {
    return number < 0 ? "-" : String.valueOf(number);
  }

  private static String words(Map<String, String> bounds) {
    return bounds.entrySet().stream()
        .map(bound -> bound.getKey() + " = " + bound.getValue())
        .collect(Collectors.joining(", "));
  }

  private static void note(SourceState state, Console console) {
    state.problem().ifPresent(problem -> console.error(state.table() + ": " + problem));
    if (!state.untold().isEmpty()) {
      console.note(
          state.table()
              + ": the log no longer tells of "
              + state.untold().stream().map(Untold::describe).collect(Collectors.joining(", "))
              + "; gaps and late rows are those of the others.");
    }
  }
}
