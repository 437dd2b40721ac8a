package io.ingot.core.cli;

import io.ingot.core.error.ProjectException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.runtime.BoxedUnit;
import scopt.OptionDef;
import scopt.OptionParser;
import scopt.Read;

/** The words of the command line, by scopt. */
final class CommandLine {
  private static final Read<String> TEXT = scopt.Read$.MODULE$.stringRead();

  private static final Read<BoxedUnit> NOTHING = scopt.Read$.MODULE$.unitRead();

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
    requireVerb(command.get().verb());
    return Optional.of(command.get());
  }

  /** Of a verb of two words the first alone says nothing. */
  private void requireVerb(String said) {
    if (verbs.stream().noneMatch(verb -> verb.name().equals(said))) {
      throw new ProjectException(
          "Say what to do: "
              + verbs.stream()
                  .map(Verb::name)
                  .filter(name -> name.startsWith(said))
                  .collect(Collectors.joining(", ")));
    }
  }

  private OptionParser<Command> parser(Console console) {
    OptionParser<Command> parser = new Words(console);
    parser.head(scala(List.of("Ingot: data from its sources to features, exactly once")));
    Map<String, List<Verb>> byFirstWord =
        verbs.stream()
            .collect(
                Collectors.groupingBy(
                    verb -> verb.name().split(" ")[0], LinkedHashMap::new, Collectors.toList()));
    byFirstWord.forEach((word, group) -> define(parser, word, group));
    return parser;
  }

  /** Verbs that begin with the same word: the word itself, where it is one, and those of two. */
  private static void define(OptionParser<Command> parser, String word, List<Verb> group) {
    Optional<Verb> alone = group.stream().filter(verb -> verb.name().equals(word)).findFirst();
    List<OptionDef<?, Command>> below = new ArrayList<>();
    alone.ifPresent(verb -> below.addAll(options(parser, verb)));
    group.stream()
        .filter(verb -> !verb.name().equals(word))
        .forEach(verb -> below.add(second(parser, verb)));
    OptionDef<BoxedUnit, Command> first =
        parser.cmd(word).action((said, command) -> command.verb(word));
    alone.ifPresent(verb -> first.text(verb.summary()));
    first.children(scala(below));
  }

  private static OptionDef<?, Command> second(OptionParser<Command> parser, Verb verb) {
    return parser
        .cmd(verb.name().split(" ")[1])
        .action((said, command) -> command.verb(verb.name()))
        .text(verb.summary())
        .children(scala(options(parser, verb)));
  }

  private static List<OptionDef<?, Command>> options(OptionParser<Command> parser, Verb verb) {
    return verb.options().stream()
        .sorted()
        .<OptionDef<?, Command>>map(option -> define(parser, option))
        .toList();
  }

  private static OptionDef<?, Command> define(OptionParser<Command> parser, Verb.Option option) {
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
              .text(
                  "tables: silver.orders, +gold.kpi, silver.orders+, gold.daily_*, tag:daily,"
                      + " silver, state:changed, state:failed, silver&tag:daily, !gold.kpi")
              .action((said, command) -> command.select(said));
      case EXCLUDE ->
          parser
              .opt("exclude", TEXT)
              .valueName("WORDS")
              .unbounded()
              .text("tables that are left out, by the words of --select")
              .action((said, command) -> command.option(option, more(command, option, said)));
      case OUTPUT ->
          parser
              .opt("output", TEXT)
              .valueName("text|json")
              .text("how the result is printed")
              .action((said, command) -> command.output(format(said)));
      case FOLDER -> text(parser, option, "write", "DIR", "write files into this folder");
      case AGAINST ->
          text(
              parser,
              option,
              "against",
              "DIR|REVISION",
              "tell what breaks readers since then: a project's folder, or a git revision");
      case FROM ->
          parser
              .opt("from", TEXT)
              .valueName("TIME")
              .text("where the window begins: 2026-01-31 or 2026-01-31T08:00:00Z")
              .action((said, command) -> command.order(command.order().from(said)));
      case TO ->
          parser
              .opt("to", TEXT)
              .valueName("TIME|POSITION|RELEASE")
              .text("where the window ends, not included; the position or release to go to")
              .action((said, command) -> command.order(command.order().to(said)));
      case WHY ->
          parser
              .opt("why", TEXT)
              .valueName("TEXT")
              .text("the reason, which is kept with the change")
              .action((said, command) -> command.order(command.order().why(said)));
      case WHO ->
          parser
              .opt("who", TEXT)
              .valueName("NAME")
              .text("who asks for it; the user of this process unless said")
              .action((said, command) -> command.order(command.order().who(said)));
      case YES ->
          parser
              .opt("yes", NOTHING)
              .text("do it; without it only shows what would be done")
              .action((said, command) -> command.order(command.order().agreed()));
      case RULE ->
          parser
              .opt("rule", TEXT)
              .valueName("CODE")
              .unbounded()
              .text("refused rows that broke this rule, such as BAD_INT")
              .action((said, command) -> command.order(command.order().rule(said)));
      case COLUMN ->
          parser
              .opt("column", TEXT)
              .valueName("NAME")
              .unbounded()
              .text("refused rows of which this column broke a rule")
              .action((said, command) -> command.order(command.order().column(said)));
      case BATCH ->
          parser
              .opt("batch", TEXT)
              .valueName("N")
              .unbounded()
              .text("rows that this batch of the table refused")
              .action(
                  (said, command) -> command.order(command.order().batch(number("--batch", said))));
      case ID ->
          parser
              .opt("id", TEXT)
              .valueName("ID")
              .unbounded()
              .text("the refused row of this id, such as 7-3")
              .action((said, command) -> command.order(command.order().id(said)));
      case ALL ->
          parser
              .opt("all", NOTHING)
              .text("every row; where rows are listed, those that are closed too")
              .action((said, command) -> command.order(command.order().everything()));
      case LIMIT ->
          parser
              .opt("limit", TEXT)
              .valueName("N")
              .text("how many rows are shown; 20 unless said")
              .action(
                  (said, command) -> command.order(command.order().limit(number("--limit", said))));
      case REASON ->
          parser
              .opt("reason", TEXT)
              .valueName("TEXT")
              .text("why, which is kept with the rows")
              .action((said, command) -> command.order(command.order().why(said)));
      case KEY -> text(parser, option, "key", "VALUES", "the row's key; several columns by comma");
      case ENTITY -> text(parser, option, "entity", "COLUMN=VALUE", "the subject");
      case TABLE -> text(parser, option, "table", "NAME", "this table only");
      case VERSION -> text(parser, option, "version", "N", "a version of the table");
      case PLAN -> text(parser, option, "plan", "FILE", "a plan that was shown before");
      case FULL -> text(parser, option, "full", "TABLES", "compute these tables anew as a whole");
      case OUT -> text(parser, option, "out", "PATH", "where the result is written");
      case RESUME -> flag(parser, option, "resume", "go on with what the last run left undone");
      case METRICS -> flag(parser, option, "metrics", "what the last run measured, too");
      case SLA -> flag(parser, option, "sla", "how often each check passed in the last 30 days");
      case NOW -> flag(parser, option, "now", "remove old versions at once, too");
      case REBASE -> flag(parser, option, "rebase", "take what is compared with anew");
      case SERVICE -> text(parser, option, "service", "NAME", "a service of the project");
      case LABELS ->
          text(parser, option, "labels", "FILE|TABLE", "the rows that a training set is made for");
      case FORMAT ->
          text(parser, option, "format", "delta|parquet|tfrecord", "how rows are written");
      case SHARDS -> text(parser, option, "shards", "N", "into how many files of as many rows");
      case MODEL -> text(parser, option, "model", "PATH", "a model that was kept before");
      case ALLOW ->
          text(parser, option, "allow", "NAMES", "changes that break readers and are meant");
      case REBUILD ->
          flag(parser, option, "rebuild", "write all anew beside what is served, then swap");
      case EVERY -> text(parser, option, "every", "TIME", "again and again, such as every 10s");
      case FOR -> text(parser, option, "for", "TIME", "how long, such as 1h");
      case UPSTREAM ->
          flag(
              parser,
              option,
              "upstream",
              "bring the tables that they are made of up to date first");
      case JOB -> text(parser, option, "job", "NAME", "a job of the project's cluster");
      case ONCE -> flag(parser, option, "once", "one run of the job, under a name of its own");
      case PORT -> text(parser, option, "port", "N", "where a page is served");
      case COPY ->
          text(parser, option, "copy", "LAKE", "upon a copy of the lake; nobody is told of it");
      case BY -> text(parser, option, "by", "table|layer", "what one task is about");
      case WORDS ->
          parser
              .arg("WORD...", TEXT)
              .unbounded()
              .optional()
              .action((said, command) -> command.word(said));
    };
  }

  private static OptionDef<?, Command> text(
      OptionParser<Command> parser, Verb.Option option, String name, String value, String text) {
    return parser
        .opt(name, TEXT)
        .valueName(value)
        .text(text)
        .action((said, command) -> command.option(option, said));
  }

  private static OptionDef<?, Command> flag(
      OptionParser<Command> parser, Verb.Option option, String name, String text) {
    return parser.opt(name, NOTHING).text(text).action((on, command) -> command.option(option, ""));
  }

  private static String more(Command command, Verb.Option option, String said) {
    return command.said(option).map(before -> before + " " + said).orElse(said);
  }

  private static int number(String option, String said) {
    try {
      int number = Integer.parseInt(said);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, with a number that is negative.
    }
    throw new ProjectException(option + " takes a whole number, not '" + said + "'.");
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
