package io.ingot.features.training;

import io.ingot.core.cli.Command;
import io.ingot.core.cli.Conductor;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.Opened;
import io.ingot.core.cli.Verb;
import io.ingot.core.error.ExitCode;
import io.ingot.core.error.ProjectException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@code ingot features trainset}: the rows that a model is trained with. */
public final class TrainsetVerb implements Verb {
  private static final String REBUILD = "rebuild";
  private static final int MOST_SHARDS = 100_000;

  private final Clock clock;

  /**
   * @param clock tells when a set's inputs were pinned
   */
  public TrainsetVerb(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "features trainset";
  }

  @Override
  public String summary() {
    return "make a service's training set in --out; rebuild MANIFEST makes one again, or checks"
        + " without --out that it would be the same";
  }

  @Override
  public Set<Option> options() {
    return Set.of(
        Option.PROJECT,
        Option.ENVIRONMENT,
        Option.SERVICE,
        Option.LABELS,
        Option.OUT,
        Option.FORMAT,
        Option.SHARDS,
        Option.OUTPUT,
        Option.WORDS);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    List<String> words = command.words();
    if (words.isEmpty()) {
      return make(command, console);
    }
    if (words.size() != 2 || !words.get(0).equals(REBUILD)) {
      throw new ProjectException(
          "Write ingot features trainset --service NAME --out PATH, or ingot features trainset"
              + " rebuild MANIFEST.");
    }
    return rebuild(words.get(1), command, console);
  }

  private ExitCode make(Command command, Console console) {
    String service = required(command, Option.SERVICE, "--service");
    String out = SetFolder.absolute(required(command, Option.OUT, "--out"));
    Pinning.Order order =
        new Pinning.Order(service, command.said(Option.LABELS), format(command), shards(command));
    Instant at = now();
    Opened opened = Opened.toWork(command);
    SetFolder folder = new SetFolder(opened.lake(), out, Conductor.newId());
    Inputs inputs = new Pinning(opened.project(), opened.lake()).of(order);
    Optional<Manifest> there = folder.manifest();
    there.ifPresent(set -> set.requireSame(inputs.recipe(), out));
    Manifest manifest =
        there.orElseGet(() -> new TrainingSets(opened.lake(), at).make(inputs, folder));
    new TrainsetTable(
            there.isPresent() ? TrainsetTable.What.THERE : TrainsetTable.What.WRITTEN,
            out,
            manifest)
        .print(command.output(), console);
    return ExitCode.DONE;
  }

  private ExitCode rebuild(String said, Command command, Console console) {
    for (Option option : List.of(Option.SERVICE, Option.LABELS, Option.FORMAT, Option.SHARDS)) {
      if (command.asks(option)) {
        throw new ProjectException(
            "The manifest says what is made. Leave out --"
                + option.name().toLowerCase(Locale.ROOT)
                + ".");
      }
    }
    Optional<String> out = command.said(Option.OUT).map(SetFolder::absolute);
    Instant at = now();
    Opened opened = Opened.toWork(command);
    String path = SetFolder.absolute(said);
    int slash = path.lastIndexOf('/');
    boolean isFile = path.endsWith(".json");
    SetFolder from =
        new SetFolder(opened.lake(), isFile ? path.substring(0, slash) : path, Conductor.newId());
    String name = isFile ? path.substring(slash + 1) : SetFolder.MANIFEST;
    Manifest before =
        from.manifest(name)
            .orElseThrow(
                () ->
                    new ProjectException(
                        "Cannot find "
                            + from.location(name)
                            + ". Say the manifest.json of a training set, or its folder."));
    Inputs inputs = Rebuilding.of(before.recipe(), opened.project(), opened.lake());
    TrainingSets sets = new TrainingSets(opened.lake(), at);
    Manifest manifest =
        out.map(
                to ->
                    sets.remake(
                        inputs, before, from, new SetFolder(opened.lake(), to, Conductor.newId())))
            .orElseGet(
                () -> {
                  sets.verify(inputs, before, from);
                  return before;
                });
    new TrainsetTable(
            out.isPresent() ? TrainsetTable.What.REBUILT : TrainsetTable.What.VERIFIED,
            out.orElseGet(from::location),
            manifest)
        .print(command.output(), console);
    return ExitCode.DONE;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static String required(Command command, Option option, String name) {
    return command
        .said(option)
        .filter(said -> !said.isBlank())
        .orElseThrow(() -> new ProjectException("Say " + name + " too; see 'ingot help'."));
  }

  private static SetFormat format(Command command) {
    return command.said(Option.FORMAT).map(SetFormat::of).orElse(SetFormat.PARQUET);
  }

  private static Optional<Integer> shards(Command command) {
    return command
        .said(Option.SHARDS)
        .map(
            said -> {
              if (!said.matches("[1-9][0-9]{0,5}") || Integer.parseInt(said) > MOST_SHARDS) {
                throw new ProjectException(
                    "--shards takes a number from 1 to " + MOST_SHARDS + ", not '" + said + "'.");
              }
              return Integer.valueOf(said);
            });
  }
}
