package io.ingot.core.cli;

import io.ingot.core.lake.Lake;
import io.ingot.core.lineage.RunLineage;
import io.ingot.core.project.Project;
import io.ingot.core.run.Heard;
import io.ingot.core.run.Progress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All that is told how a run goes on: the person at the console, and a lineage server if any. */
record ToldRun(Progress progress, Optional<RunLineage> lineage) implements AutoCloseable {
  static ToldRun of(Project project, Lake lake, String run, Progress shown, Console console) {
    Optional<RunLineage> lineage = RunLineage.of(project, lake, run, console::note);
    List<Progress> all =
        Stream.concat(Stream.of(shown), lineage.stream().map(Progress.class::cast)).toList();
    return new ToldRun(new Heard(all), lineage);
  }

  @Override
  public void close() {
    lineage.ifPresent(RunLineage::close);
  }
}
