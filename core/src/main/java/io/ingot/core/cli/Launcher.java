package io.ingot.core.cli;

import io.ingot.core.error.ExitCode;
import io.ingot.core.error.IngotException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.StoreFailure;
import io.ingot.core.project.Layer;
import io.ingot.core.run.MoveKind;
import io.ingot.core.run.Stages;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;

/** From the words of a command line to what the process ends with. */
public final class Launcher {
  private final List<Verb> verbs;
  private final Console console;

  public Launcher(List<Verb> verbs, Console console) {
    this.verbs = List.copyOf(verbs);
    this.console = console;
  }

  /** The verbs of this module and those that job modules offer. */
  public static List<Verb> verbs() {
    return Stream.concat(
            coreVerbs().stream(),
            ServiceLoader.load(VerbProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .flatMap(provider -> provider.verbs().stream()))
        .toList();
  }

  private static List<Verb> coreVerbs() {
    return List.of(
        new ValidateVerb(),
        new SchemaVerb(),
        new PlanVerb(),
        new RunVerb(Set.of(Layer.values())),
        new StatusVerb(Clock.systemUTC()),
        new FreshVerb(Clock.systemUTC()),
        new TestVerb(),
        new MetricsDiffVerb(),
        new ReleasesVerb(),
        new RollbackVerb(),
        new DrillVerb(),
        new StateShowVerb(Stages::onClassPath),
        new StateMoveVerb(MoveKind.REWIND, Stages::onClassPath),
        new StateMoveVerb(MoveKind.SET, Stages::onClassPath),
        new StateGapsVerb(Stages::onClassPath),
        new BackfillVerb(Stages::onClassPath),
        new QuarantineListVerb(Stages::onClassPath),
        new QuarantineShowVerb(Stages::onClassPath),
        new QuarantineReplayVerb(Stages::onClassPath),
        new QuarantineWaiveVerb(Stages::onClassPath),
        new ReportVerb(Stages::onClassPath));
  }

  /**
   * A run of some layers alone, for an application of its own on a schedule of its own; takes the
   * words of {@code ingot run}.
   */
  public static ExitCode runOf(Set<Layer> layers, String... words) {
    return new Launcher(List.of(new RunVerb(layers)), Console.ofProcess())
        .launch(Stream.concat(Stream.of("run"), Arrays.stream(words)).toArray(String[]::new));
  }

  /**
   * What the words ask for, without doing it; empty where they ask for help. What is wrong with
   * them is told on the console.
   *
   * @throws ProjectException when a word is not understood
   */
  public Optional<Command> read(String... words) {
    return new CommandLine(verbs).parse(words, console);
  }

  /** Does what the words say; the one place where every failure ends. */
  public ExitCode launch(String... words) {
    try {
      return read(words).map(this::run).orElse(ExitCode.DONE);
    } catch (IngotException e) {
      console.error(e.getMessage());
      return e.exitCode();
    } catch (Exception | Error e) {
      StoreFailure.sentence(e).ifPresentOrElse(console::error, () -> console.crash(e));
      return ExitCode.CRASH;
    }
  }

  private ExitCode run(Command command) {
    return verbs.stream()
        .filter(verb -> verb.name().equals(command.verb()))
        .findFirst()
        .orElseThrow()
        .run(command, console);
  }
}
