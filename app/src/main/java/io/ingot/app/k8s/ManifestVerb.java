package io.ingot.app.k8s;

import io.ingot.core.batch.Json;
import io.ingot.core.cli.Command;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.OutputFormat;
import io.ingot.core.cli.Verb;
import io.ingot.core.error.ExitCode;
import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Project;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** {@code ingot k8s}: what a cluster is to do with a project, as manifests. */
public final class ManifestVerb implements Verb {
  private final Supplier<List<Verb>> verbs;
  private final InstantSource clock;

  /**
   * @param verbs that a job may carry out
   * @param clock that a run of its own is named by
   */
  public ManifestVerb(Supplier<List<Verb>> verbs, InstantSource clock) {
    this.verbs = verbs;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "k8s";
  }

  @Override
  public String summary() {
    return "print the Kubernetes manifests of an environment, or write those of all as overlays";
  }

  @Override
  public Set<Option> options() {
    return Set.of(
        Option.PROJECT,
        Option.ENVIRONMENT,
        Option.JOB,
        Option.ONCE,
        Option.SELECT,
        Option.FROM,
        Option.TO,
        Option.FOLDER,
        Option.OUTPUT);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    JobArguments words = new JobArguments(verbs.get());
    if (isOnce(command) && !command.asks(Option.JOB)) {
      throw new ProjectException(
          "--once, --from, --to and --select are for one run of a job. Say --job NAME too.");
    }
    if (command.asks(Option.FOLDER)) {
      write(command, words, console);
    } else {
      print(command, words, console);
    }
    return ExitCode.DONE;
  }

  private static boolean isOnce(Command command) {
    return command.asks(Option.ONCE) || !said(command).isEmpty();
  }

  /** What stands in for words of the job. */
  private static Map<String, String> said(Command command) {
    Map<String, String> said = new LinkedHashMap<>();
    if (!command.select().isEmpty()) {
      said.put("select", command.select());
    }
    command.from().ifPresent(from -> said.put("from", from));
    command.to().ifPresent(to -> said.put("to", to));
    return said;
  }

  private void print(Command command, JobArguments words, Console console) {
    Project project = new Environments(command.project()).one(command.environment());
    Manifests manifests = new Manifests(project, words);
    List<Manifest> chosen =
        command
            .said(Option.JOB)
            .map(
                job ->
                    List.of(
                        isOnce(command)
                            ? manifests.once(job, said(command), clock.instant())
                            : manifests.job(job)))
            .orElseGet(manifests::all);
    if (command.output() == OutputFormat.JSON) {
      console.line(Json.pretty(list(chosen).node()));
    } else {
      console.line(
          "# Made by 'ingot k8s "
              + String.join(" ", asked(command))
              + "' from the project "
              + project.name()
              + ".\n"
              + ManifestYaml.of(chosen).stripTrailing());
    }
  }

  private static List<String> asked(Command command) {
    List<String> words = new ArrayList<>(List.of("--env", command.environment()));
    command.said(Option.JOB).ifPresent(job -> words.addAll(List.of("--job", job)));
    if (command.asks(Option.ONCE)) {
      words.add("--once");
    }
    said(command).forEach((option, value) -> words.addAll(List.of("--" + option, value)));
    return words;
  }

  private static Tree list(List<Manifest> manifests) {
    return Tree.empty()
        .with("apiVersion", "v1")
        .with("kind", "List")
        .with("items", manifests.stream().map(Manifest::tree).toList());
  }

  private static void write(Command command, JobArguments words, Console console) {
    if (command.asks(Option.JOB) || command.output() == OutputFormat.JSON) {
      throw new ProjectException(
          "--write makes the whole tree, as YAML. Leave out --job and --output.");
    }
    List<Project> projects = new Environments(command.project()).withCluster();
    Overlays overlays = new Overlays(projects.get(0).name());
    projects.forEach(
        project -> overlays.with(project.environment(), new Manifests(project, words).all()));
    String folder = command.said(Option.FOLDER).orElseThrow();
    new WrittenFiles(Path.of(folder), projects.get(0).name()).replace(overlays.files());
    console.note(
        "Wrote "
            + folder
            + "/base and "
            + folder
            + "/overlays for the environments "
            + projects.stream().map(Project::environment).collect(Collectors.joining(", "))
            + ".");
  }
}
