package io.ingot.core.cli;

import io.ingot.core.batch.Json;
import io.ingot.core.error.ExitCode;
import io.ingot.core.project.Layer;
import io.ingot.core.run.PlannedStage;
import io.ingot.core.run.Planner;
import io.ingot.core.run.RunPlan;
import io.ingot.core.run.Stages;
import java.util.List;
import java.util.Set;

/** {@code ingot plan}: what a run would do, from metadata alone. */
final class PlanVerb implements Verb {
  @Override
  public String name() {
    return "plan";
  }

  @Override
  public String summary() {
    return "show what a run would do and why; reads metadata only, changes nothing";
  }

  @Override
  public Set<Option> options() {
    return Set.of(
        Option.PROJECT,
        Option.ENVIRONMENT,
        Option.SELECT,
        Option.EXCLUDE,
        Option.FULL,
        Option.OUT,
        Option.COPY,
        Option.OUTPUT);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Opened opened = Opened.of(command);
    RunPlan plan =
        new Planner(opened.project(), opened.lake(), Stages.onClassPath())
            .plan(Asked.of(command, opened, Set.of(Layer.values())));
    command.said(Option.OUT).ifPresent(file -> PlanFile.write(plan, file));
    print(plan.shown(), command.output(), console);
    return plan.shown().stream()
        .map(PlannedStage::exitCode)
        .map(ExitCode::of)
        .reduce(ExitCode.DONE, ExitCode::orWorse);
  }

  static void print(List<PlannedStage> stages, OutputFormat output, Console console) {
    if (output == OutputFormat.JSON) {
      console.line(Json.pretty(stages));
    } else {
      PlanTable.print(stages, console);
    }
  }
}
