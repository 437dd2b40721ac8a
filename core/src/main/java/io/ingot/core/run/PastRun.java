package io.ingot.core.run;

import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A run as those after it see it.
 *
 * @param run its id
 * @param tables the tables that it was about
 * @param full those of them that it was to compute anew as a whole
 * @param left what it left undone, with the word for how; all of a run that was killed
 */
record PastRun(
    String run,
    String project,
    String environment,
    Set<TableName> tables,
    Set<TableName> full,
    Map<TableName, String> left) {
  PastRun {
    tables = Collections.unmodifiableSet(new TreeSet<>(tables));
    full = Collections.unmodifiableSet(new TreeSet<>(full));
    left = Collections.unmodifiableMap(new TreeMap<>(left));
  }

  static PastRun of(RunRecord record) {
    Map<TableName, String> left = new TreeMap<>();
    record.stages().stream()
        .filter(stage -> !stage.done())
        .forEach(stage -> left.put(stage.table(), stage.outcome()));
    return new PastRun(
        record.run(),
        record.project(),
        record.environment(),
        record.stages().stream().map(StageRecord::table).collect(Collectors.toSet()),
        record.full(),
        left);
  }

  static PastRun of(BegunRun begun) {
    Map<TableName, String> left = new TreeMap<>();
    begun.request().tables().forEach(table -> left.put(table, "not ended"));
    return new PastRun(
        begun.run(),
        begun.project(),
        begun.environment(),
        begun.request().tables(),
        begun.request().full(),
        left);
  }

  boolean isOf(Project declared) {
    return project.equals(declared.name()) && environment.equals(declared.environment());
  }

  boolean failed() {
    return !left.isEmpty();
  }
}
