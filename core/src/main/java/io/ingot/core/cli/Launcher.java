package io.ingot.core.cli;

import io.ingot.core.error.ExitCode;
import io.ingot.core.error.IngotException;
import java.util.List;
import java.util.Optional;

/** From the words of a command line to what the process ends with. */
public final class Launcher {
  private final List<Verb> verbs;
  private final Console console;

  public Launcher(List<Verb> verbs, Console console) {
    this.verbs = List.copyOf(verbs);
    this.console = console;
  }

  /** The verbs that need nothing but this module and what job modules offer. */
  public static List<Verb> coreVerbs() {
    return List.of(
        new ValidateVerb(), new SchemaVerb(), new PlanVerb(), new RunVerb(), new StatusVerb());
  }

  /** Does what the words say; the one place where every failure ends. */
  public ExitCode launch(String... words) {
    try {
      Optional<Command> command = new CommandLine(verbs).parse(words, console);
      return command.map(this::run).orElse(ExitCode.DONE);
    } catch (IngotException e) {
      console.error(e.getMessage());
      return e.exitCode();
    } catch (RuntimeException e) {
      console.crash(e);
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
