package io.ingot.app.k8s;

import io.ingot.core.cli.Command;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.Launcher;
import io.ingot.core.cli.Verb;
import io.ingot.core.error.ProjectException;
import io.ingot.core.project.ClusterJob;
import io.ingot.core.project.Nearest;
import io.ingot.core.project.Project;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a job says to Ingot, checked on the machine that writes it rather than in a pod at night.
 */
final class JobArguments {
  private static final String PROJECT = "/opt/ingot/project";

  private final List<Verb> verbs;

  /**
   * @param verbs that a job may carry out
   */
  JobArguments(List<Verb> verbs) {
    this.verbs = List.copyOf(verbs);
  }

  /**
   * The arguments of the driver.
   *
   * @throws ProjectException when Ingot would not understand them, with the word that was meant
   */
  List<String> arguments(Project project, String name, ClusterJob job) {
    return arguments(project, name, job.arguments());
  }

  /**
   * The arguments of one run alone.
   *
   * @param said options by their names without dashes; they stand in for those of the job
   */
  List<String> arguments(Project project, String name, ClusterJob job, Map<String, String> said) {
    List<String> words = new ArrayList<>(job.arguments());
    said.forEach((option, value) -> say(words, "--" + option, value));
    for (int i = 1; i < words.size(); i++) {
      if (isPlaceholder(words.get(i - 1), words.get(i))) {
        throw new ProjectException(
            "The job " + name + " leaves " + words.get(i - 1) + " open. Say it beside --job.");
      }
    }
    return arguments(project, name, words);
  }

  /** In the place of the first of that option; one that may be said again is not left beside it. */
  private static void say(List<String> words, String option, String value) {
    int at = words.indexOf(option);
    for (int i = words.size() - 2; i > at && at >= 0; i--) {
      if (words.get(i).equals(option)) {
        words.subList(i, i + 2).clear();
      }
    }
    if (at >= 0 && at + 1 < words.size()) {
      words.set(at + 1, value);
    } else {
      words.add(option);
      words.add(value);
    }
  }

  /** {@code --from FROM} is to be said when it is run. */
  private static boolean isPlaceholder(String option, String value) {
    return option.startsWith("--") && value.equals(option.substring(2).toUpperCase(Locale.ROOT));
  }

  private List<String> arguments(Project project, String name, List<String> words) {
    requireVerb(name, words);
    for (String option : List.of("--project", "--env")) {
      if (words.stream().anyMatch(word -> word.equals(option) || word.startsWith(option + "="))) {
        throw new ProjectException(
            "The job " + name + " says " + option + ". Leave it out: the manifest says it.");
      }
    }
    List<String> all =
        Stream.concat(
                words.stream(), Stream.of("--project", PROJECT, "--env", project.environment()))
            .toList();
    requireUnderstood(name, all);
    return all;
  }

  private void requireVerb(String name, List<String> words) {
    List<String> known = verbs.stream().map(Verb::name).toList();
    String first = words.get(0);
    String both = words.size() > 1 ? first + " " + words.get(1) : first;
    if (!known.contains(first) && !known.contains(both)) {
      boolean ofTwo = known.stream().anyMatch(verb -> verb.startsWith(first + " "));
      String said = ofTwo && words.size() > 1 ? both : first;
      throw new ProjectException(
          "The job "
              + name
              + " says 'ingot "
              + said
              + "', which Ingot cannot do. "
              + Nearest.hint(said, known));
    }
  }

  private void requireUnderstood(String name, List<String> words) {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    try (PrintStream notes = new PrintStream(told, true, StandardCharsets.UTF_8)) {
      Command command =
          new Launcher(verbs, Console.to(notes, notes))
              .read(words.toArray(String[]::new))
              .orElseThrow();
      if (command.verb().isEmpty()) {
        throw new ProjectException("Say what to do, such as: run");
      }
    } catch (ProjectException e) {
      String why = told.toString(StandardCharsets.UTF_8).strip().replaceFirst("^ingot: ", "");
      throw new ProjectException(
          "The job "
              + name
              + " says 'ingot "
              + String.join(" ", words)
              + "', which Ingot does not understand: "
              + (why.isEmpty() ? e.getMessage() : why),
          e);
    }
  }
}
