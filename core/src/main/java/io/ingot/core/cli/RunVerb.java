package io.ingot.core.cli;

import io.ingot.core.error.ExitCode;
import io.ingot.core.project.Layer;
import io.ingot.core.project.TableName;
import io.ingot.core.run.RunRecord;
import io.ingot.core.run.Selection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * {@code ingot run}: brings the selected tables up to date.
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
    return Set.of(Option.PROJECT, Option.ENVIRONMENT, Option.SELECT, Option.OUTPUT);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Opened opened = Opened.of(command);
    RunRecord record =
        new Conductor(opened.project(), opened.lake(), console)
            .run(selected(command, opened), command.output());
    return ExitCode.of(record.exitCode());
  }

  private Set<TableName> selected(Command command, Opened opened) {
    return Selection.of(command.select()).in(opened.project()).stream()
        .filter(table -> layers.contains(table.layer()))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
