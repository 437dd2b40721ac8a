package io.ingot.etl.erase;

import io.ingot.core.batch.Erasure;
import io.ingot.core.batch.Json;
import io.ingot.core.cli.Command;
import io.ingot.core.cli.Conductor;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.Opened;
import io.ingot.core.cli.OutputFormat;
import io.ingot.core.cli.RunProgress;
import io.ingot.core.cli.Verb;
import io.ingot.core.error.ExitCode;
import io.ingot.core.error.ProjectException;
import io.ingot.core.run.RunRecord;
import io.ingot.core.run.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code ingot erase}: one subject out of every layer, planned first, with a proof. */
public final class EraseVerb implements Verb {
  public EraseVerb() {}

  @Override
  public String name() {
    return "erase";
  }

  @Override
  public String summary() {
    return "take one subject out of every table; --now removes the old versions at once, too";
  }

  @Override
  public Set<Option> options() {
    return Set.of(
        Option.PROJECT,
        Option.ENVIRONMENT,
        Option.OUTPUT,
        Option.ENTITY,
        Option.WHO,
        Option.YES,
        Option.NOW);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Subject subject =
        Subject.of(
            command
                .said(Option.ENTITY)
                .orElseThrow(
                    () -> new ProjectException("Say whom to erase: --entity COLUMN=VALUE.")));
    // An event log would tell of whom it was.
    Opened opened = Opened.of(command);
    if (command.agreed()) {
      opened.lake().toWrite();
    }
    ErasePlan plan;
    Optional<EraseWork.Done> done = Optional.empty();
    try (RunProgress progress = RunProgress.on(console)) {
      EraseWork work = new EraseWork(opened.project(), opened.lake(), subject, progress);
      plan = work.plan();
      if (command.output() == OutputFormat.TEXT) {
        print(plan, console);
      }
      if (command.agreed()) {
        done =
            Optional.of(
                work.carryOut(
                    Conductor.newId(),
                    command.user(),
                    command.asks(Option.NOW)
                        ? EraseWork.Ending.AT_ONCE
                        : EraseWork.Ending.IN_TIME));
      }
    }
    if (command.output() == OutputFormat.JSON) {
      console.line(
          Json.pretty(
              new Told(
                  plan,
                  done.map(EraseWork.Done::erasure),
                  done.flatMap(EraseWork.Done::followed))));
    } else {
      done.ifPresentOrElse(
          ended -> print(ended, console),
          () -> console.line("Nothing was changed. Say --yes to do it."));
    }
    return done.map(EraseWork.Done::code).orElse(ExitCode.DONE);
  }

  private static void print(ErasePlan plan, Console console) {
    if (plan.isIdle()) {
      console.line("No table holds a row of this " + plan.column() + ".");
    } else {
      List<List<String>> rows = new ArrayList<>();
      plan.parts()
          .forEach(
              part ->
                  rows.add(
                      List.of(
                          part.table().toString(),
                          String.join(", ", part.columns()),
                          String.valueOf(part.rows()),
                          String.valueOf(part.files()),
                          String.valueOf(plan.versions().get(part.table())))));
      console.table(List.of("table", "found by", "rows", "files", "version"), rows);
      plan.places().forEach((place, entries) -> console.line(place + ": " + entries + " entries"));
      plan.recomputed().forEach(table -> console.line(table + ": is computed anew"));
      console.line(
          "The versions above and earlier ones hold the rows until they are vacuumed: by 'ingot"
              + " maintain' in time, or with --now at once, after which nobody can go back to"
              + " them.");
    }
    console.line("Not reached:");
    plan.limits().forEach(limit -> console.line("  " + limit));
  }

  private static void print(EraseWork.Done done, Console console) {
    Erasure.Proof proof = done.erasure().proof().orElseThrow();
    done.followed()
        .map(RunRecord::stages)
        .orElse(List.of())
        .forEach(
            stage -> console.line(stage.table() + ": " + stage.outcome() + ", " + stage.reason()));
    console.line(
        "Searched at their latest versions: "
            + proof.versions().size()
            + " tables, "
            + proof.rows()
            + " rows of the subject.");
    if (proof.files() > 0) {
      console.line(
          "Searched file by file: "
              + proof.files()
              + " files of the lake, the value in "
              + proof.places().size()
              + " places.");
      proof.places().forEach(place -> console.line("  " + place));
    }
    proof
        .left()
        .forEach(
            (place, entries) ->
                console.line(
                    "Still there: "
                        + place
                        + ": "
                        + entries
                        + " entries, written meanwhile. Say the same again."));
    if (!proof.purged().isEmpty()) {
      console.line("Old versions removed: " + listed(proof.purged()));
    }
    proof
        .kept()
        .forEach((table, why) -> console.line("Old versions kept of " + table + ": " + why));
    console.line(
        "Kept as _ingot/erasures/"
            + done.erasure().id()
            + ".json: "
            + done.erasure().state()
            + ".");
  }

  private static String listed(List<?> tables) {
    return String.join(", ", tables.stream().map(Object::toString).toList());
  }

  /** What was planned and done, as JSON tells it. */
  private record Told(ErasePlan plan, Optional<Erasure> erasure, Optional<RunRecord> followed) {}
}
