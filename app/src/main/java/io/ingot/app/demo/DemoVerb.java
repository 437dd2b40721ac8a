package io.ingot.app.demo;

import io.ingot.core.cli.Command;
import io.ingot.core.cli.Conductor;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.OutputFormat;
import io.ingot.core.cli.Verb;
import io.ingot.core.error.ExitCode;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeSession;
import io.ingot.core.project.Project;
import io.ingot.core.project.ProjectLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** {@code ingot demo}: a sample project, day by day, on parts that it starts itself. */
public final class DemoVerb implements Verb {
  private final String name;
  private final Sample sample;

  /**
   * @param name the word or words by which it is asked for
   */
  public DemoVerb(String name, Sample sample) {
    this.name = Objects.requireNonNull(name, "name");
    this.sample = Objects.requireNonNull(sample, "sample");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String summary() {
    return "play the sample " + sample.name() + " on " + sample.parts() + ", and a local lake";
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.FOLDER);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Path home = Path.of(System.getProperty("ingot.home", ".")).toAbsolutePath().normalize();
    Path work =
        command
            .said(Option.FOLDER)
            .map(folder -> Path.of(folder).toAbsolutePath())
            .orElse(home.resolve("demo"));
    DemoFolder folder = DemoFolder.fresh(work);
    Instant begun = Instant.now();
    console.line("Starting " + sample.parts() + " ...");
    try (Sources sources = sample.start().apply(folder.path())) {
      folder.keepVariables(sources.variables());
      sources.variables().forEach((name, value) -> System.setProperty("ingot.env." + name, value));
      Path conf = home.resolve("conf").resolve(sample.name());
      Project project = ProjectLoader.load(conf, "dev").orThrow();
      Lake lake = new Lake(LakeSession.open("ingot demo", project), project.lake(), "dev");
      Conductor conductor = new Conductor(project, lake, console);
      int number = 0;
      for (Supplier<DayChange> day : sources.days()) {
        ExitCode ended = play(++number, day.get(), project, conductor, console);
        if (ended != ExitCode.DONE && ended != ExitCode.WARNINGS) {
          console.error("The demo stopped; what failed stands above.");
          return ended;
        }
      }
      console.line("");
      console.line("Once more - nothing is new");
      conductor.run(project.tables().keySet(), OutputFormat.TEXT);
      sample.answers().forEach(answer -> answer.print(lake, console));
      goOn(folder, conf, begun, console);
      return ExitCode.DONE;
    }
  }

  private static ExitCode play(
      int number, DayChange change, Project project, Conductor conductor, Console console) {
    console.line("");
    console.line("Day " + number + " - " + change.title());
    change
        .changes()
        .forEach(
            moved ->
                console.line(
                    String.format(
                        Locale.ROOT,
                        "  %,8d %-10s %s",
                        moved.rows(),
                        moved.kind().name().toLowerCase(Locale.ROOT),
                        moved.what())));
    return ExitCode.of(conductor.run(project.tables().keySet(), OutputFormat.TEXT).exitCode());
  }

  private static void goOn(DemoFolder folder, Path conf, Instant begun, Console console) {
    Path here = Path.of("").toAbsolutePath();
    console.line("");
    console.line(
        String.format(
            Locale.ROOT,
            "Done in %d s. The lake lies in %s",
            Duration.between(begun, Instant.now()).toSeconds(),
            here.relativize(folder.path().resolve("lake"))));
    console.line("Try next:");
    console.line("  source " + here.relativize(folder.variablesFile()));
    console.line("  bin/ingot status --project " + here.relativize(conf));
    console.line("  bin/ingot state show --project " + here.relativize(conf));
    console.line("  and read " + here.relativize(conf) + ": its tables are a few lines each");
  }
}
