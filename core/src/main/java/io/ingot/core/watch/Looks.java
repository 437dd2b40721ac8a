package io.ingot.core.watch;

import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import io.ingot.core.run.PastRuns;
import io.ingot.core.run.RunRecord;
import io.ingot.core.run.StageRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** When runs last looked for news of tables and found none, by the runs' records. */
final class Looks {
  private static final String UNCHANGED = "unchanged";

  private final Project project;
  private final Lake lake;

  Looks(Project project, Lake lake) {
    this.project = project;
    this.lake = lake;
  }

  /**
   * The ends of the latest such runs, by table.
   *
   * @param oldest what was before is not looked at
   */
  Map<TableName, Instant> of(Set<TableName> tables, Instant oldest) {
    Set<TableName> left = new TreeSet<>(tables);
    Map<TableName, Instant> looks = new HashMap<>();
    PastRuns past = new PastRuns(lake);
    List<String> ids = past.ids();
    boolean recent = true;
    // Ids begin with the time of the run.
    for (int i = ids.size() - 1; i >= 0 && recent && !left.isEmpty(); i--) {
      Optional<RunRecord> told = past.record(ids.get(i));
      recent = told.map(run -> run.ended().isAfter(oldest)).orElse(true);
      if (recent && told.filter(this::isOfProject).isPresent()) {
        RunRecord run = told.orElseThrow();
        for (StageRecord stage : run.stages()) {
          if (stage.outcome().equals(UNCHANGED) && left.remove(stage.table())) {
            looks.put(stage.table(), run.ended());
          }
        }
      }
    }
    return looks;
  }

  private boolean isOfProject(RunRecord run) {
    return run.project().equals(project.name()) && run.environment().equals(project.environment());
  }
}
