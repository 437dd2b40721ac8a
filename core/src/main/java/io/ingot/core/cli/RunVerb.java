package io.ingot.core.cli;

import io.ingot.core.error.ExitCode;
import io.ingot.core.project.Layer;
import io.ingot.core.run.Planner;
import io.ingot.core.run.Resumption;
import io.ingot.core.run.RunPlan;
import io.ingot.core.run.RunRequest;
import io.ingot.core.run.ShownPlan;
import io.ingot.core.run.Stages;
import java.util.Set;

/**
 * {@code ingot run}: brings the selected tables up to date, does what a plan showed, computes
 * tables anew, or goes on with a run that failed.
 *
 * @param layers the layers that it keeps to
 */
record RunVerb(Set<Layer> layers) implements Verb {
  RunVerb {
    layers = Set.copyOf(layers);
  }

  @Override
  public String name() {
    return "run";
  }

  @Override
  public String summary() {
    return "bring tables up to date, each after those that it is computed from";
  }

  @Override
  public Set<Option> options() {
    return Set.of(
        Option.PROJECT,
        Option.ENVIRONMENT,
        Option.SELECT,
        Option.EXCLUDE,
        Option.PLAN,
        Option.FULL,
        Option.RESUME,
        Option.YES,
        Option.COPY,
        Option.OUTPUT);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    if (command.said(Option.PLAN).isPresent()) {
      return shown(command, console);
    }
    return command.asks(Option.RESUME) ? resumed(command, console) : asked(command, console);
  }

  private ExitCode asked(Command command, Console console) {
    if (command.asks(Option.FULL) && !command.agreed()) {
      Opened looked = Opened.of(command);
      RunRequest request = Asked.of(command, looked, layers);
      if (!request.full().isEmpty()) {
        PlanVerb.print(plan(looked, request).shown(), command.output(), console);
        console.note("Nothing was done. To do it, say --yes.");
        return ExitCode.DONE;
      }
    }
    Opened opened = Opened.toWrite(command);
    return conduct(Asked.of(command, opened, layers), opened, command, console);
  }

  private ExitCode resumed(Command command, Console console) {
    Asked.requireAlone(command, "--resume", Option.EXCLUDE, Option.FULL);
    Opened opened = Opened.toWrite(command);
    Resumption resumption = Resumption.of(opened.project(), opened.lake());
    console.note(resumption.told());
    RunRequest request = resumption.request().within(layers);
    if (request.tables().isEmpty()) {
      return ExitCode.DONE;
    }
    plan(opened, request).promises().forEach(console::note);
    return conduct(request, opened, command, console);
  }

  private ExitCode shown(Command command, Console console) {
    Asked.requireAlone(command, "--plan", Option.EXCLUDE, Option.FULL, Option.RESUME);
    Opened opened = Opened.toWrite(command);
    RunPlan plan = PlanFile.read(command.said(Option.PLAN).orElseThrow(), opened.project());
    plan.requireLayers(layers);
    ShownPlan shown = new ShownPlan(plan, opened.project(), opened.lake());
    shown.requireStillTrue(Stages.onClassPath());
    return ExitCode.of(
        new Conductor(opened.project(), opened.lake(), console)
            .run(shown, command.output())
            .exitCode());
  }

  private static ExitCode conduct(
      RunRequest request, Opened opened, Command command, Console console) {
    if (request.tables().isEmpty()) {
      console.note("No table is selected; nothing was done.");
      return ExitCode.DONE;
    }
    return ExitCode.of(
        new Conductor(opened.project(), opened.lake(), console)
            .run(request, command.output())
            .exitCode());
  }

  private static RunPlan plan(Opened opened, RunRequest request) {
    return new Planner(opened.project(), opened.lake(), Stages.onClassPath()).plan(request);
  }
}
