package io.ingot.app.orchestrate;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Selection;
import java.util.List;
import java.util.Set;

/**
 * The words of a job that brings tables up to date.
 *
 * @param select what is behind {@code --select}
 * @param exclude what is behind {@code --exclude}
 */
record RunWords(String select, String exclude) {
  /** Whether a job runs tables at all. */
  static boolean areRun(List<String> words) {
    return words.get(0).equals("run");
  }

  /**
   * Reads a job's words.
   *
   * @throws ProjectException when it says more than which tables to run, which no task alone could
   */
  static RunWords of(String job, List<String> words) {
    if (!areRun(words)) {
      throw new ProjectException(
          "The job "
              + job
              + " says '"
              + String.join(" ", words)
              + "', which is one task as it is. Choose a job that says 'run'.");
    }
    StringBuilder select = new StringBuilder();
    StringBuilder exclude = new StringBuilder();
    for (int at = 1; at < words.size(); at += 2) {
      String option = words.get(at);
      boolean known = option.equals("--select") || option.equals("--exclude");
      if (!known || at + 1 == words.size()) {
        throw new ProjectException(
            "The job "
                + job
                + " says "
                + option
                + ", which cannot be divided among tasks. Only --select and --exclude can.");
      }
      (option.equals("--select") ? select : exclude).append(words.get(at + 1)).append(' ');
    }
    return new RunWords(select.toString(), exclude.toString());
  }

  /**
   * The tables that it runs.
   *
   * @throws ProjectException when they are known only when it runs, or there are none
   */
  Set<TableName> tables(Project project) {
    Set<TableName> tables = Selection.of(select).without(exclude).in(project);
    if (tables.isEmpty()) {
      throw new ProjectException("The job selects no table: --select " + select.strip());
    }
    return tables;
  }
}
