package io.ingot.quality.drift;

import io.ingot.core.batch.Json;
import io.ingot.core.cli.Command;
import io.ingot.core.cli.Conductor;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.Opened;
import io.ingot.core.cli.OutputFormat;
import io.ingot.core.cli.Verb;
import io.ingot.core.error.ExitCode;
import io.ingot.core.error.IngotException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Channel.Trouble;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Selection;
import io.ingot.quality.alert.Looked;
import io.ingot.quality.alert.Notice;
import io.ingot.quality.alert.Notifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code ingot quality drift}: how far columns moved from what they were. */
public final class DriftVerb implements Verb {
  @Override
  public String name() {
    return "quality drift";
  }

  @Override
  public String summary() {
    return "compare columns with what they were; --rebase takes that anew, with --yes";
  }

  @Override
  public Set<Option> options() {
    return Set.of(
        Option.PROJECT,
        Option.ENVIRONMENT,
        Option.SELECT,
        Option.TABLE,
        Option.OUTPUT,
        Option.OUT,
        Option.REBASE,
        Option.YES);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Opened opened =
        command.asks(Option.REBASE) && command.agreed()
            ? Opened.toWrite(command)
            : Opened.toWork(command);
    Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    List<TableName> tables = tables(command, opened.project());
    DriftLook look = new DriftLook(opened.project(), opened.lake(), Conductor.newId(), at);
    if (tables.isEmpty()) {
      console.note("No table that was selected says 'drift' in its file.");
    }
    return command.asks(Option.REBASE)
        ? rebase(command, tables, look, console)
        : compare(command, opened, tables, look, at, console);
  }

  private static List<TableName> tables(Command command, Project project) {
    String words = command.select() + " " + command.said(Option.TABLE).orElse("");
    return Selection.of(words).in(project).stream()
        .filter(table -> !project.tables().get(table).watch().drift().isEmpty())
        .toList();
  }

  private static ExitCode compare(
      Command command,
      Opened opened,
      List<TableName> tables,
      DriftLook look,
      Instant at,
      Console console) {
    Project project = opened.project();
    Told<Seen> told = new Told<>();
    ExitCode exit = told.each(tables, look::at, console);
    List<Drifted> drifted = told.all.stream().map(Seen::drifted).toList();
    if (command.output() == OutputFormat.JSON) {
      console.line(Json.pretty(drifted));
    } else {
      DriftTable.print(drifted, console);
    }
    command
        .said(Option.OUT)
        .map(Path::of)
        .ifPresent(
            out ->
                console.note(
                    write(
                            out,
                            new DriftPage(project.name(), project.environment(), at).html(told.all),
                            Json.pretty(drifted))
                        .toString()));
    notify(opened, drifted, console);
    for (Drifted one : drifted) {
      exit = exit.orWorse(one.exit());
    }
    return exit;
  }

  /** Tells the project's channels what moved, and what is back. */
  private static void notify(Opened opened, List<Drifted> drifted, Console console) {
    Notifier.of(opened.project(), opened.lake(), "drift", console::note)
        .tell(
            drifted.stream().filter(Drifted::isTold).map(DriftVerb::notice).toList(),
            measured(drifted).stream()
                .map(table -> new Looked(table, Trouble.DRIFTED))
                .collect(Collectors.toSet()));
  }

  private static Notice notice(Drifted one) {
    return Notice.drifted(
        one.table(),
        one.method() + " " + one.column(),
        one.inWords(),
        one.value().orElse(Double.NaN),
        "below " + one.limit().toPlainString());
  }

  /** The tables of which every column could be measured; of others nothing is well again. */
  private static Set<TableName> measured(List<Drifted> drifted) {
    Set<TableName> measured =
        drifted.stream().map(Drifted::table).collect(Collectors.toCollection(TreeSet::new));
    drifted.stream()
        .filter(one -> one.ruling().isEmpty())
        .map(Drifted::table)
        .forEach(measured::remove);
    return measured;
  }

  private static ExitCode rebase(
      Command command, List<TableName> tables, DriftLook look, Console console) {
    if (command.select().isEmpty() && command.said(Option.TABLE).isEmpty()) {
      throw new ProjectException("Say whose baselines: --table silver.orders.");
    }
    Told<Rebased> told = new Told<>();
    ExitCode exit = told.each(tables, command.agreed() ? look::rebase : look::rebasable, console);
    DriftTable.printRebased(told.all, console);
    if (!command.agreed() && !told.all.isEmpty()) {
      console.note("Nothing was changed. Add --yes to do it.");
    }
    return exit;
  }

  /** One page where a page is asked for; else a folder that holds the page and what it tells. */
  private static Path write(Path out, String html, String json) {
    boolean page = out.getFileName() != null && out.getFileName().toString().matches(".*\\.html?");
    try {
      Files.createDirectories(page ? out.toAbsolutePath().getParent() : out);
      if (!page) {
        Files.writeString(out.resolve("drift.json"), json);
      }
      return Files.writeString(page ? out : out.resolve("index.html"), html);
    } catch (IOException e) {
      throw new ProjectException(
          "Cannot write the page to " + out + ": " + e + ". Name a file or a folder by --out.", e);
    }
  }

  /** What there is to tell of tables, of which one that fails hides no other. */
  private static final class Told<T> {
    private final List<T> all = new ArrayList<>();

    ExitCode each(List<TableName> tables, Function<TableName, List<T>> asked, Console console) {
      ExitCode exit = ExitCode.DONE;
      for (TableName table : tables) {
        try {
          List<T> answer = asked.apply(table);
          if (answer.isEmpty()) {
            console.note(table + ": there is nothing to compare.");
          }
          all.addAll(answer);
        } catch (IngotException e) {
          console.error(table + ": " + e.getMessage());
          exit = exit.orWorse(e.exitCode());
        }
      }
      return exit;
    }
  }
}
