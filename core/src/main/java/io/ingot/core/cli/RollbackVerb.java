package io.ingot.core.cli;

import io.ingot.core.batch.Json;
import io.ingot.core.error.ExitCode;
import io.ingot.core.error.ProjectException;
import io.ingot.core.project.TableName;
import io.ingot.core.run.PlannedRollback;
import io.ingot.core.run.ReleaseNews;
import io.ingot.core.run.Rollback;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code ingot rollback}: gold tables become what they were. */
final class RollbackVerb implements Verb {
  @Override
  public String name() {
    return "rollback";
  }

  @Override
  public String summary() {
    return "bring gold tables back: all of a release (--to N), or one (--table T --version V)";
  }

  @Override
  public Set<Option> options() {
    return Set.of(
        Option.PROJECT,
        Option.ENVIRONMENT,
        Option.OUTPUT,
        Option.TO,
        Option.TABLE,
        Option.VERSION,
        Option.WHY,
        Option.WHO,
        Option.YES);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Order order = command.order();
    boolean agreed = order.consent() == Order.Consent.GIVEN;
    Optional<String> why = agreed ? Optional.of(Order.require(order.why(), "--why")) : order.why();
    Target target = Target.of(command);
    Opened opened = agreed ? Opened.toWrite(command) : Opened.of(command);
    Rollback rollback = new Rollback(opened.project(), opened.lake());
    PlannedRollback planned = target.planned(rollback);
    if (command.output() == OutputFormat.TEXT) {
      print(planned, console);
    }
    Optional<ReleaseNews> news =
        agreed
            ? Optional.of(
                rollback.carryOut(planned, order.user(), why.orElseThrow(), Conductor.newId()))
            : Optional.empty();
    if (command.output() == OutputFormat.JSON) {
      console.line(Json.pretty(new Told(planned, order.user(), why, agreed, news)));
      return ExitCode.DONE;
    }
    news.ifPresentOrElse(
        done -> {
          console.line(ending(planned));
          done.tell().ifPresent(console::line);
          CatchUp.of(planned.stale(), command).print(console);
        },
        () -> console.line("Nothing was changed. Say --yes, and --why, to do it."));
    return ExitCode.DONE;
  }

  private static void print(PlannedRollback planned, Console console) {
    console.table(
        List.of("table", "version", "back to", "rows now", "rows then", "is"),
        planned.tables().stream().map(RollbackVerb::row).toList());
    planned
        .left()
        .forEach(
            table ->
                console.line(table + " is left as it is: the project does not have it any more."));
    planned
        .hidden()
        .forEach(
            table ->
                console.line(
                    table
                        + " was not in that release: readers of releases will not see it until the"
                        + " next one."));
    if (!planned.changing().isEmpty()) {
      console.line(
          "The next run computes these tables from their inputs as they then are: mend first what"
              + " made you go back.");
    }
    if (!planned.stale().isEmpty()) {
      console.line(
          "They will be stale: "
              + planned.stale().stream().map(TableName::toString).collect(Collectors.joining(", "))
              + ".");
    }
  }

  private static List<String> row(PlannedRollback.Step step) {
    return List.of(
        step.table().toString(),
        String.valueOf(step.from()),
        String.valueOf(step.to()),
        step.rowsNow().map(String::valueOf).orElse("?"),
        step.rowsThen().map(String::valueOf).orElse("?"),
        step.changes() ? "restored" : "the same already");
  }

  private static String ending(PlannedRollback planned) {
    return planned.changing().isEmpty()
        ? "The tables are as they were already."
        : "Restored: "
            + planned.changing().stream()
                .map(
                    step ->
                        step.table()
                            + " is what version "
                            + step.to()
                            + " was, as batch "
                            + step.batch()
                            + " of generation "
                            + step.generation())
                .collect(Collectors.joining(", "))
            + ".";
  }

  /**
   * What is gone back to.
   *
   * @param release or a table and its version
   */
  private record Target(Optional<Long> release, Optional<TableName> table, Optional<Long> version) {
    static Target of(Command command) {
      Optional<Long> release = command.order().to().map(said -> number(said, "--to"));
      Optional<TableName> table = command.said(Option.TABLE).map(Target::name);
      Optional<Long> version = command.said(Option.VERSION).map(said -> number(said, "--version"));
      if (release.isPresent() == table.isPresent() || table.isPresent() != version.isPresent()) {
        throw new ProjectException(
            "Say what to go back to: --to 7 for the tables of release 7, or --table gold.sales"
                + " --version 12 for one table.");
      }
      return new Target(release, table, version);
    }

    PlannedRollback planned(Rollback rollback) {
      return release
          .map(rollback::toRelease)
          .orElseGet(() -> rollback.toVersion(table.orElseThrow(), version.orElseThrow()));
    }

    private static TableName name(String said) {
      return TableName.parse(said)
          .orElseThrow(
              () ->
                  new ProjectException(
                      "Cannot roll back " + said + ": write layer.name, such as gold.sales."));
    }

    private static long number(String said, String option) {
      try {
        return Long.parseLong(said);
      } catch (NumberFormatException e) {
        throw new ProjectException(option + " takes a number, and " + said + " is none.", e);
      }
    }
  }

  /** A rollback as JSON tells it. */
  private record Told(
      PlannedRollback rollback,
      String who,
      Optional<String> why,
      boolean carriedOut,
      Optional<ReleaseNews> release) {}
}
