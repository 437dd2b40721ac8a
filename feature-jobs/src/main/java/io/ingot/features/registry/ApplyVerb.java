package io.ingot.features.registry;

import io.ingot.core.batch.Json;
import io.ingot.core.cli.Command;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.Opened;
import io.ingot.core.cli.OutputFormat;
import io.ingot.core.cli.Verb;
import io.ingot.core.error.ExitCode;
import io.ingot.features.registry.Step.State;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code ingot features apply}: what the project says of its features becomes what holds. */
public final class ApplyVerb implements Verb {
  private final Clock clock;

  public ApplyVerb() {
    this(Clock.systemUTC());
  }

  ApplyVerb(Clock clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  @Override
  public String name() {
    return "features apply";
  }

  @Override
  public String summary() {
    return "register entities, views and services, with a new version where something really"
        + " changed";
  }

  @Override
  public Set<Option> options() {
    return Set.of(
        Option.PROJECT, Option.ENVIRONMENT, Option.OUTPUT, Option.ALLOW, Option.WHO, Option.YES);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Opened opened = Opened.toWrite(command);
    ApplyPlan plan =
        ApplyPlan.of(
            opened.project(),
            opened.lake(),
            Allowed.of(command.said(Option.ALLOW)),
            new Stamp(command.user(), clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    List<Warning> warnings = new ArrayList<>(Lint.of(opened.project()));
    warnings.addAll(plan.untyped());
    boolean applied = command.agreed() && plan.refused() == 0 && !plan.isIdle();
    if (command.output() == OutputFormat.TEXT) {
      print(plan, warnings, console);
    }
    if (command.agreed() || plan.refused() > 0) {
      tellRefusal(plan, warnings, command, console);
      plan.carryOut(Registry.of(opened.lake()));
    }
    if (command.output() == OutputFormat.JSON) {
      console.line(Json.pretty(Told.of(plan, applied, warnings)));
    } else {
      console.line(ending(plan, applied));
    }
    return ExitCode.DONE;
  }

  /** A script reads why nothing is applied before the failure ends the command. */
  private static void tellRefusal(
      ApplyPlan plan, List<Warning> warnings, Command command, Console console) {
    if (plan.refused() > 0 && command.output() == OutputFormat.JSON) {
      console.line(Json.pretty(Told.of(plan, false, warnings)));
    }
  }

  private static void print(ApplyPlan plan, List<Warning> warnings, Console console) {
    if (!plan.steps().isEmpty()) {
      console.table(
          List.of("kind", "name", "is", "version"),
          plan.steps().stream()
              .map(
                  step ->
                      List.of(
                          step.kind().word(), step.name(), step.state().word(), step.versions()))
              .toList());
    }
    for (Step step : plan.steps()) {
      step.changes().forEach(change -> console.line(change.describe(step.name())));
    }
    warnings.forEach(warning -> console.line(warning.toString()));
  }

  private static String ending(ApplyPlan plan, boolean applied) {
    if (plan.isIdle()) {
      return "The registry says what the project says already.";
    }
    return applied
        ? "Registered as number " + plan.after().number() + ": " + count(plan) + "."
        : count(plan) + ". Nothing was registered. Say --yes to do it.";
  }

  private static String count(ApplyPlan plan) {
    return Arrays.stream(State.values())
        .map(
            state ->
                plan.steps().stream().filter(step -> step.state() == state).count()
                    + " "
                    + state.word())
        .filter(words -> !words.startsWith("0 "))
        .collect(Collectors.joining(", "));
  }

  /**
   * A plan as JSON tells it.
   *
   * @param number that it has or would have in the registry
   * @param refused how many changes keep it from being applied
   */
  private record Told(
      long number, boolean applied, long refused, List<Step> steps, List<Warning> warnings) {
    static Told of(ApplyPlan plan, boolean applied, List<Warning> warnings) {
      return new Told(plan.after().number(), applied, plan.refused(), plan.steps(), warnings);
    }
  }
}
