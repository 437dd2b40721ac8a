package io.ingot.core.trial;

import io.ingot.core.batch.Pin;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Outcome;
import io.ingot.core.run.Runner;
import io.ingot.core.run.Stages;
import io.ingot.core.trial.Trial.Given;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Plays a case: what is given arrives, and after each arrival the tested table is brought up to
 * date, by the stages that a real run has.
 */
final class TrialRun {
  private final Trial trial;
  private final TrialProject files;
  private final Project project;
  private final Lake lake;
  private final Stages stages;
  private final LastOutcomes heard = new LastOutcomes();

  TrialRun(TrialProject files, Project project, Lake lake, Stages stages) {
    this.trial = files.trial();
    this.files = files;
    this.project = project;
    this.lake = lake;
    this.stages = stages;
  }

  /** Plays all of it, or up to the arrival at which the tested table failed. */
  Outcome play() {
    Optional<Given> own =
        trial.given().stream().filter(rows -> rows.table().equals(trial.table())).findFirst();
    Set<Integer> arrivals = new TreeSet<>(trial.arrivals());
    own.ifPresent(rows -> arrivals.add(1));
    Map<TableName, Pin> taken = Map.of();
    Outcome last = new Outcome.Unchanged("nothing was given");
    for (int arrival : arrivals) {
      arrive(arrival);
      if (own.isPresent() && arrival == Trial.BEFORE) {
        taken = pins();
        continue;
      }
      if (own.isPresent() && arrival == 1) {
        new TrialTables(project, lake).stand(own.get(), sinceTheStart(taken));
      }
      last = run(trial.table());
      if (!last.lets()) {
        return last;
      }
    }
    return last;
  }

  private void arrive(int arrival) {
    Set<TableName> fromFiles = new TreeSet<>();
    for (Given given : trial.arriving(arrival)) {
      if (project.table(given.table()).orElseThrow() instanceof BronzeTable) {
        files.deliver(given);
        fromFiles.add(given.table());
      } else if (!given.table().equals(trial.table())) {
        new TrialTables(project, lake).arrive(given);
      }
    }
    fromFiles.stream().filter(table -> !table.equals(trial.table())).forEach(this::run);
  }

  private Outcome run(TableName table) {
    new Runner(project, lake, stages, heard).run("test", Set.of(table));
    return heard.outcome(table).orElseThrow();
  }

  /** Why an input of the tested table did not take what was given; empty where all did. */
  List<String> failedInputs() {
    return project.tables().keySet().stream()
        .filter(table -> !table.equals(trial.table()))
        .flatMap(
            table ->
                heard
                    .outcome(table)
                    .filter(outcome -> !outcome.lets())
                    .map(outcome -> table + " failed: " + outcome.reason())
                    .stream())
        .toList();
  }

  private Map<TableName, Pin> pins() {
    return inputs().stream()
        .map(input -> Map.entry(input, lake.table(input).state()))
        .filter(input -> input.getValue().exists())
        .collect(Collectors.toMap(Map.Entry::getKey, input -> Pin.of(input.getValue())));
  }

  /** What was not there before has been taken up to nothing. */
  private Map<TableName, Pin> sinceTheStart(Map<TableName, Pin> taken) {
    Map<TableName, Pin> pins = new TreeMap<>();
    for (TableName input : inputs()) {
      TableState now = lake.table(input).state();
      pins.put(input, Optional.ofNullable(taken.get(input)).orElse(new Pin(now.tableId(), -1, -1)));
    }
    return pins;
  }

  private Set<TableName> inputs() {
    return project.table(trial.table()).orElseThrow().inputs();
  }
}
