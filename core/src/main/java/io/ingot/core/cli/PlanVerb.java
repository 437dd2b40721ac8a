package io.ingot.core.cli;

import io.ingot.core.batch.Json;
import io.ingot.core.error.ExitCode;
import io.ingot.core.run.PlannedStage;
import io.ingot.core.run.Planner;
import io.ingot.core.run.Selection;
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
    return Set.of(Option.PROJECT, Option.ENVIRONMENT, Option.SELECT, Option.OUTPUT);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Opened opened = Opened.of(command);
    List<PlannedStage> stages =
        new Planner(opened.project(), opened.lake(), Stages.onClassPath())
            .plan(Selection.of(command.select()).in(opened.project()));
    if (command.output() == OutputFormat.JSON) {
      console.line(Json.pretty(stages));
    } else {
      console.table(
          List.of("table", "mode", "range", "reason"),
          stages.stream()
              .map(
                  stage ->
                      List.of(
                          stage.table().toString(), stage.mode(), stage.range(), stage.reason()))
              .toList());
      List<String> replaced =
          stages.stream()
              .filter(PlannedStage::replacesAll)
              .map(stage -> stage.table().toString())
              .toList();
      console.line(
          "replaced as a whole: " + (replaced.isEmpty() ? "none" : String.join(", ", replaced)));
    }
    return stages.stream()
        .map(PlannedStage::exitCode)
        .map(ExitCode::of)
        .reduce(ExitCode.DONE, ExitCode::orWorse);
  }
}
