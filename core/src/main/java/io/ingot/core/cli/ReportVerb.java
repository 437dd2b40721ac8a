package io.ingot.core.cli;

import io.ingot.core.batch.Json;
import io.ingot.core.error.ExitCode;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lineage.ColumnLineages;
import io.ingot.core.project.TableName;
import io.ingot.core.report.Report;
import io.ingot.core.report.ReportPage;
import io.ingot.core.report.Survey;
import io.ingot.core.run.Selection;
import io.ingot.core.run.Stages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** {@code ingot report}: the project and its lake as a page that opens anywhere. */
record ReportVerb(Supplier<Stages> stages) implements Verb {
  ReportVerb {
    Objects.requireNonNull(stages, "stages");
  }

  @Override
  public String name() {
    return "report";
  }

  @Override
  public String summary() {
    return "write a page to look at or send: graph, columns, runs, checks, quarantine, sizes";
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.PROJECT, Option.ENVIRONMENT, Option.SELECT, Option.OUT);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Path out = Path.of(command.said(Option.OUT).orElse("report.html"));
    Opened opened = Opened.of(command);
    Set<TableName> tables = Selection.of(command.select()).in(opened.project());
    Report report =
        QuarantineVerbs.look(
            opened,
            console,
            stages,
            work ->
                new Survey(
                        opened.project(),
                        opened.lake(),
                        work,
                        ColumnLineages.of(opened.project(), opened.lake()))
                    .of(tables, Instant.now().truncatedTo(ChronoUnit.SECONDS)));
    report.notes().forEach(console::note);
    console.line(write(report, out).toString());
    return ExitCode.DONE;
  }

  /** One page where a page is asked for; else a folder that holds the page and what it tells. */
  private static Path write(Report report, Path out) {
    String html = new ReportPage(report).html();
    boolean page = out.getFileName() != null && out.getFileName().toString().matches(".*\\.html?");
    try {
      Path folder = page ? out.toAbsolutePath().getParent() : out;
      Files.createDirectories(folder);
      if (!page) {
        Files.writeString(out.resolve("report.json"), Json.pretty(report));
      }
      return Files.writeString(page ? out : out.resolve("index.html"), html);
    } catch (IOException e) {
      throw new ProjectException(
          "Cannot write the report to " + out + ": " + e + ". Name a file or a folder by --out.");
    }
  }
}
