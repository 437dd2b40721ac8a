package io.ingot.app.orchestrate;

import io.ingot.core.cli.Command;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.Verb;
import io.ingot.core.error.ExitCode;
import io.ingot.core.project.Project;
import io.ingot.core.project.ProjectLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;

/** {@code ingot orchestrate airflow} and {@code argo}: a job in tasks of its own. */
public final class OrchestrateVerb implements Verb {
  private final Orchestrator orchestrator;
  private final Applications applications;

  /**
   * @param applications what a cluster is told of a job
   */
  public OrchestrateVerb(Orchestrator orchestrator, Applications applications) {
    this.orchestrator = Objects.requireNonNull(orchestrator, "orchestrator");
    this.applications = Objects.requireNonNull(applications, "applications");
  }

  @Override
  public String name() {
    return "orchestrate " + orchestrator.word();
  }

  @Override
  public String summary() {
    return "print a job of the cluster as tasks for " + orchestrator.word() + ", or write them";
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.PROJECT, Option.ENVIRONMENT, Option.JOB, Option.BY, Option.FOLDER);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Project project =
        ProjectLoader.loadForCluster(command.project(), command.environment()).orThrow();
    Grain grain = command.said(Option.BY).map(Grain::of).orElse(Grain.TABLE);
    Flow flow = Flow.of(project, command.said(Option.JOB), grain, applications);
    String text = orchestrator.text(flow);
    if (command.asks(Option.FOLDER)) {
      Path file =
          Path.of(command.said(Option.FOLDER).orElseThrow()).resolve(orchestrator.file(flow));
      write(file, text);
      console.note("Wrote " + file);
    } else {
      console.line(text.stripTrailing());
    }
    orchestrator.notes(flow).forEach(console::note);
    if (Mail.of(project).isEmpty()) {
      console.note(
          "No channel of alerts mails what failed, so nobody is told. Add one of type email.");
    }
    return ExitCode.DONE;
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}
