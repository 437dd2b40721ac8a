package io.ingot.features.online;

import io.ingot.core.batch.Json;
import io.ingot.core.cli.Command;
import io.ingot.core.cli.Conductor;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.Opened;
import io.ingot.core.cli.OutputFormat;
import io.ingot.core.cli.Verb;
import io.ingot.core.error.ExitCode;
import io.ingot.core.error.ProjectException;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Graph;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * {@code ingot features materialize}: brings the online store to what holds now, once or again and
 * again.
 */
public record MaterializeVerb(Clock clock) implements Verb {
  public MaterializeVerb {
    Objects.requireNonNull(clock, "clock");
  }

  @Override
  public String name() {
    return "features materialize";
  }

  @Override
  public String summary() {
    return "push the latest feature values to the online store, what changed or with --rebuild all";
  }

  @Override
  public Set<Option> options() {
    return Set.of(
        Option.PROJECT,
        Option.ENVIRONMENT,
        Option.SELECT,
        Option.REBUILD,
        Option.UPSTREAM,
        Option.EVERY,
        Option.FOR,
        Option.OUTPUT);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Rounds rounds = Rounds.of(command.said(Option.EVERY), command.said(Option.FOR));
    if (command.asks(Option.REBUILD) && rounds.isRepeated()) {
      throw new ProjectException("--rebuild is done once. Leave out --every and --for.");
    }
    Opened opened = Opened.toWrite(command);
    Map<String, List<FeatureView>> views = OnlineViews.selected(command, opened.project());
    // What is not selected lies in the same hashes all the same.
    OnlineViews.of(opened.project()).values().forEach(SharedHashes::require);
    return rounds.each(
        clock,
        () -> {
          ExitCode taken =
              command.asks(Option.UPSTREAM)
                  ? upstream(command, console, opened, views.values())
                  : ExitCode.DONE;
          if (taken == ExitCode.DONE || taken == ExitCode.WARNINGS) {
            List<Pushed> pushed = round(command, opened, views, now());
            tell(command, console, pushed);
            pushed.forEach(one -> noteEmpty(console, opened, one));
          } else {
            console.note("What the views are made of is not up to date, so nothing was pushed.");
          }
          return taken;
        },
        console::note);
  }

  /** A run of the views and all that they are made of, kept and told as any other. */
  private static ExitCode upstream(
      Command command, Console console, Opened opened, Collection<List<FeatureView>> views) {
    Graph graph = Graph.of(opened.project());
    Set<TableName> tables = new TreeSet<>();
    for (List<FeatureView> served : views) {
      for (FeatureView view : served) {
        tables.add(view.name());
        tables.addAll(graph.upstream(view.name()));
      }
    }
    return ExitCode.of(
        new Conductor(opened.project(), opened.lake(), console)
            .run(tables, command.output())
            .exitCode());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private List<Pushed> round(
      Command command, Opened opened, Map<String, List<FeatureView>> views, Instant now) {
    List<Pushed> pushed = new ArrayList<>();
    String run = UUID.randomUUID().toString();
    String project = opened.project().name();
    views.forEach(
        (connection, served) -> {
          RedisTerms terms = RedisTerms.of(opened.project(), connection);
          try (Redis redis = Redis.open(terms)) {
            Materialization push = new Materialization(opened.lake(), terms, redis, run);
            if (command.asks(Option.REBUILD)) {
              requireAll(connection, served, OnlineViews.of(opened.project()).get(connection));
              pushed.addAll(new Rebuild(opened.lake(), redis, push, clock).all(project, served));
            } else {
              String name = ServingName.of(redis, project);
              served.forEach(view -> pushed.add(push.push(view, name, now)));
            }
          }
        });
    return pushed;
  }

  /** The hashes are shared by the views of an entity, so half of them cannot go elsewhere. */
  private static void requireAll(
      String connection, List<FeatureView> selected, Collection<FeatureView> all) {
    if (selected.size() != all.size()) {
      throw new ProjectException(
          "Cannot rebuild some views of the connection "
              + connection
              + " alone: readers go over to all of them in one step. Leave out --select.");
    }
  }

  /** A full push that sent nothing looks like one of an empty table. */
  private static void noteEmpty(Console console, Opened opened, Pushed one) {
    if (one.mode() == Pushed.Mode.NONE
        || one.mode() == Pushed.Mode.INCREMENT
        || one.sent() > 0
        || !(opened.project().tables().get(one.view()) instanceof FeatureView view)) {
      return;
    }
    console.note(
        "Nothing is served of %s: no row of its table holds and is known by now%s."
            .formatted(
                one.view(),
                Ttl.of(view)
                    .length()
                    .map(length -> ", or each is older than its time to live")
                    .orElse("")));
  }

  private static void tell(Command command, Console console, List<Pushed> pushed) {
    if (command.output() == OutputFormat.JSON) {
      console.line(Json.pretty(pushed));
      return;
    }
    console.table(
        List.of("view", "pushed", "keys", "written", "gone", "swept", "version", "under", "why"),
        pushed.stream().map(MaterializeVerb::row).toList());
  }

  private static List<String> row(Pushed one) {
    return List.of(
        one.view().toString(),
        one.mode().word(),
        Long.toString(one.sent()),
        Long.toString(one.written()),
        Long.toString(one.gone()),
        Long.toString(one.swept()),
        one.version() < 0 ? "-" : Long.toString(one.version()),
        one.served(),
        one.why());
  }
}
