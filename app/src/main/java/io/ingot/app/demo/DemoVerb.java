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
import java.util.Set;

/** {@code ingot demo}: the sample project, three days of it, on parts that it starts itself. */
public final class DemoVerb implements Verb {
  @Override
  public String name() {
    return "demo";
  }

  @Override
  public String summary() {
    return "play three days of the FoodMart sample on an embedded PostgreSQL and a local lake";
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.FOLDER);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Path home = Path.of(System.getProperty("ingot.home", ".")).toAbsolutePath().normalize();
    Path work = command.folder().map(Path::toAbsolutePath).orElse(home.resolve("demo"));
    DemoFolder folder = DemoFolder.fresh(work);
    Instant begun = Instant.now();
    console.line("Starting PostgreSQL with the FoodMart shop ...");
    try (FoodMartDays days = FoodMartDays.start(folder.path())) {
      folder.keepVariables(days.variables());
      days.variables().forEach((name, value) -> System.setProperty("ingot.env." + name, value));
      Project project = ProjectLoader.load(home.resolve("conf/foodmart"), "dev").orThrow();
      Lake lake = new Lake(LakeSession.open("ingot demo"), project.lake(), "dev");
      Conductor conductor = new Conductor(project, lake, console);
      ExitCode ended = day(1, days.first(), project, conductor, console);
      if (goesOn(ended)) {
        ended = day(2, days.second(), project, conductor, console);
      }
      if (goesOn(ended)) {
        ended = day(3, days.third(), project, conductor, console);
      }
      if (!goesOn(ended)) {
        console.error("The demo stopped; what failed stands above.");
        return ended;
      }
      console.line("");
      console.line("Once more - nothing is new");
      conductor.run(project.tables().keySet(), OutputFormat.TEXT);
      DemoAnswers.print(lake, console);
      goOn(folder, home, begun, console);
      return ExitCode.DONE;
    }
  }

  private static boolean goesOn(ExitCode ended) {
    return ended == ExitCode.DONE || ended == ExitCode.WARNINGS;
  }

  private static ExitCode day(
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

  private static void goOn(DemoFolder folder, Path home, Instant begun, Console console) {
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
    console.line("  bin/ingot status --project " + here.relativize(home.resolve("conf/foodmart")));
    console.line(
        "  bin/ingot validate --project " + here.relativize(home.resolve("conf/foodmart")));
    console.line("  and read conf/foodmart: sixteen tables, a few lines each");
  }
}
