package io.ingot.features.feast;

import io.ingot.core.batch.Json;
import io.ingot.core.cli.Command;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.Opened;
import io.ingot.core.cli.OutputFormat;
import io.ingot.core.cli.Verb;
import io.ingot.core.error.ExitCode;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.Connection;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.Online;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Selection;
import io.ingot.features.registry.Registered;
import io.ingot.features.registry.Registry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * {@code ingot features feast}: what a client of Feast needs to read the features.
 *
 * @param served the name that stands behind the keys which a project's connection serves now; asked
 *     of the one connection that the selected views are served by
 */
public record FeastVerb(BiFunction<Project, String, String> served, Clock clock) implements Verb {
  public FeastVerb {
    Objects.requireNonNull(served, "served");
    Objects.requireNonNull(clock, "clock");
  }

  @Override
  public String name() {
    return "features feast";
  }

  @Override
  public String summary() {
    return "write the registry and settings by which clients of Feast read the features";
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.PROJECT, Option.ENVIRONMENT, Option.SELECT, Option.OUT, Option.OUTPUT);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Path out =
        Path.of(
            command
                .said(Option.OUT)
                .orElseThrow(
                    () -> new ProjectException("Say which folder is written: --out DIR.")));
    Opened opened = Opened.of(command);
    Project project = opened.project();
    Optional<Registered> registered = Registry.of(opened.lake()).current();
    List<FeastView> views = views(command, opened, registered, console);
    Optional<Map.Entry<String, Connection.Redis>> redis = redis(project, views);
    String name =
        redis.map(online -> served.apply(project, online.getKey())).orElse(project.name());
    FeastRepository repository = FeastRepository.of(name, project.serving(), views, registered);
    List<RepositoryFolder.Written> files =
        new RepositoryFolder(out).write(repository, redis, clock.instant());
    print(repository, files, command, console);
    return ExitCode.DONE;
  }

  private static List<FeastView> views(
      Command command, Opened opened, Optional<Registered> registered, Console console) {
    List<FeastView> views = new ArrayList<>();
    for (TableName name : Selection.of(command.select()).in(opened.project())) {
      if (opened.project().table(name).orElseThrow() instanceof FeatureView view) {
        LakeTable table = opened.lake().table(name);
        TableState state = table.state();
        if (state.exists()) {
          views.add(
              new FeastView(
                  view,
                  state.schema(),
                  table.path(),
                  registered.flatMap(all -> all.view(name.name()))));
        } else {
          console.note(name + " has no table yet and is left out: run it, then say this again.");
        }
      }
    }
    if (views.isEmpty()) {
      throw new ProjectException(
          "Cannot tell Feast of any feature view: none that is selected has a table. Declare one in"
              + " features/, and run it.");
    }
    return views;
  }

  /** The one Redis of the views that are served. */
  private static Optional<Map.Entry<String, Connection.Redis>> redis(
      Project project, List<FeastView> views) {
    Map<String, Connection.Redis> served = new TreeMap<>();
    for (FeastView view : views) {
      view.view()
          .online()
          .map(Online::connection)
          .ifPresent(
              name -> {
                if (project.connections().get(name) instanceof Connection.Redis redis) {
                  served.put(name, redis);
                }
              });
    }
    if (served.size() > 1) {
      throw new ProjectException(
          ("Cannot tell Feast of views in %s: one of its projects has one online store. Choose the"
                  + " views of one by --select, in a folder for each.")
              .formatted(String.join(" and ", served.keySet())));
    }
    return served.entrySet().stream().findFirst();
  }

  private static void print(
      FeastRepository repository,
      List<RepositoryFolder.Written> files,
      Command command,
      Console console) {
    if (command.output() == OutputFormat.JSON) {
      console.line(
          Json.pretty(
              new Answer(
                  repository.project(),
                  repository.entities().stream().map(EntitySpec::name).toList(),
                  repository.views().stream().map(ViewSpec::name).toList(),
                  repository.services().stream().map(ServiceSpec::name).toList(),
                  files)));
      return;
    }
    console.line(
        "Feast's project %s: %d entities, %d views, %d services"
            .formatted(
                repository.project(),
                repository.entities().size(),
                repository.views().size(),
                repository.services().size()));
    files.forEach(file -> console.line((file.written() ? "written " : "kept    ") + file.file()));
  }

  private record Answer(
      String project,
      List<String> entities,
      List<String> views,
      List<String> services,
      List<RepositoryFolder.Written> files) {}
}
