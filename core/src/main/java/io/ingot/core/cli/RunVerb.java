package io.ingot.core.cli;

import io.ingot.core.error.ExitCode;
import io.ingot.core.run.RunRecord;
import io.ingot.core.run.Selection;
import java.util.Arrays;
import java.util.Set;

/** {@code ingot run}: brings the selected tables up to date. */
final class RunVerb implements Verb {
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
    return Set.of(Option.PROJECT, Option.ENVIRONMENT, Option.SELECT, Option.OUTPUT);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Opened opened = Opened.of(command);
    RunRecord record =
        new Conductor(opened.project(), opened.lake(), console)
            .run(Selection.of(command.select()).in(opened.project()), command.output());
    return Arrays.stream(ExitCode.values()).filter(record::endedWith).findFirst().orElseThrow();
  }
}
