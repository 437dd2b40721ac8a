package io.ingot.core.run;

import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the last run that failed left undone, and no later run has done.
 *
 * @param request what has to be run; no table when nothing is left
 * @param left how the tables ended that are its reason
 * @param told in words what is gone on with, or why nothing is
 */
public record Resumption(RunRequest request, Map<TableName, String> left, String told) {
  /** Runs before that are not looked at: whoever left them undone had the time to see it. */
  private static final int LOOKED_AT = 200;

  public Resumption {
    Objects.requireNonNull(request, "request");
    left = new TreeMap<>(left);
    Objects.requireNonNull(told, "told");
  }

  /** Looks for it among the runs of a project and its environment. */
  public static Resumption of(Project project, Lake lake) {
    Set<TableName> done = new HashSet<>();
    Iterator<PastRun> runs = new RunHistory(lake).newestFirst(project).limit(LOOKED_AT).iterator();
    while (runs.hasNext()) {
      PastRun run = runs.next();
      if (run.failed()) {
        return of(run, done, project);
      }
      done.addAll(run.tables());
    }
    return nothing("Nothing to resume: no run of this project failed in this environment.");
  }

  private static Resumption of(PastRun failed, Set<TableName> done, Project project) {
    Map<TableName, String> left = new TreeMap<>(failed.left());
    left.keySet().removeAll(done);
    left.keySet().retainAll(project.tables().keySet());
    if (left.isEmpty()) {
      return nothing(
          "Nothing to resume: what run " + failed.run() + " left undone, a later run has done.");
    }
    Graph graph = Graph.of(project);
    Set<TableName> tables = new TreeSet<>(left.keySet());
    left.keySet().forEach(table -> tables.addAll(graph.downstream(table)));
    tables.retainAll(failed.tables());
    Set<TableName> full = new TreeSet<>(failed.full());
    full.retainAll(tables);
    return new Resumption(
        new RunRequest(tables, full, Optional.of(failed.run())),
        left,
        "Goes on with run "
            + failed.run()
            + ": "
            + left.entrySet().stream()
                .map(table -> table.getKey() + " " + table.getValue())
                .collect(Collectors.joining(", ")));
  }

  private static Resumption nothing(String told) {
    return new Resumption(RunRequest.of(Set.of()), Map.of(), told);
  }

  /** Whether there is anything to go on with. */
  public boolean isNeeded() {
    return !request.tables().isEmpty();
  }
}
