package io.ingot.core.cli;

import io.ingot.core.error.ProjectException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scopt.OptionDef;
import scopt.OptionParser;
import scopt.Read;

/** The words of the command line, by scopt. */
final class CommandLine {
  private static final Read<String> TEXT = scopt.Read$.MODULE$.stringRead();

  private final List<Verb> verbs;

  CommandLine(List<Verb> verbs) {
    this.verbs = List.copyOf(verbs);
  }

  /**
   * Reads the words.
   *
   * @return empty when only help was asked for, and given
   * @throws ProjectException when a word is not understood
   */
  Optional<Command> parse(String[] words, Console console) {
    if (words.length == 0 || List.of("help", "--help", "-h").contains(words[0])) {
      console.line(parser(console).usage());
      return Optional.empty();
    }
    Option<Command> command =
        parser(console).parse(scala(Arrays.asList(words)), Command.nothingSaid());
    if (command.isEmpty()) {
      throw new ProjectException("Try 'ingot help'.");
    }
    if (command.get().verb().isEmpty()) {
      throw new ProjectException(
          "Say what to do: " + verbs.stream().map(Verb::name).collect(Collectors.joining(", ")));
    }
    return Optional.of(command.get());
  }

  private OptionParser<Command> parser(Console console) {
    OptionParser<Command> parser = new Words(console);
    parser.head(scala(List.of("Ingot: data from its sources to features, exactly once")));
    for (Verb verb : verbs) {
      parser
          .cmd(verb.name())
          .action((said, command) -> command.verb(verb.name()))
          .text(verb.summary())
          .children(
              scala(
                  verb.options().stream()
                      .sorted()
                      .<OptionDef<?, Command>>map(option -> define(parser, option))
                      .toList()));
    }
    return parser;
  }

  private static OptionDef<String, Command> define(
      OptionParser<Command> parser, Verb.Option option) {
    return switch (option) {
      case PROJECT ->
          parser
              .opt("project", TEXT)
              .valueName("DIR")
              .text("folder with ingot.yml; this folder unless said")
              .action((said, command) -> command.project(Path.of(said)));
      case ENVIRONMENT ->
          parser
              .opt("env", TEXT)
              .valueName("NAME")
              .text("environment; dev unless said")
              .action((said, command) -> command.environment(said));
      case SELECT ->
          parser
              .opt("select", TEXT)
              .valueName("WORDS")
              .unbounded()
              .text("tables: silver.orders, +gold.kpi, silver.orders+, tag:daily, silver")
              .action((said, command) -> command.select(said));
      case OUTPUT ->
          parser
              .opt("output", TEXT)
              .valueName("text|json")
              .text("how the result is printed")
              .action((said, command) -> command.output(format(said)));
      case FOLDER ->
          parser
              .opt("write", TEXT)
              .valueName("DIR")
              .text("write files into this folder")
              .action((said, command) -> command.folder(Path.of(said)));
    };
  }

  private static OutputFormat format(String said) {
    return switch (said) {
      case "text" -> OutputFormat.TEXT;
      case "json" -> OutputFormat.JSON;
      default -> throw new ProjectException("Unknown output: " + said + ". Say text or json.");
    };
  }

  private static <T> Seq<T> scala(List<T> list) {
    return JavaConverters.asScalaBuffer(list).toList();
  }

  /** scopt prints to Scala's own console and may end the process; neither is wanted here. */
  private static final class Words extends OptionParser<Command> {
    private final Console console;

    Words(Console console) {
      super("ingot");
      this.console = console;
    }

    @Override
    public Option<Object> showUsageOnError() {
      return Option.apply((Object) Boolean.FALSE);
    }

    @Override
    public void reportError(String message) {
      console.error(message);
    }
  }
}
