package io.ingot.quality;

import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import io.ingot.core.watch.RunWatch;
import io.ingot.core.watch.RunWatchProvider;
import java.util.Optional;
import java.util.function.Consumer;

/** Has the samples of broken checks kept, where a project has any check. */
public final class SampleWatches implements RunWatchProvider {
  /** For {@link java.util.ServiceLoader}. */
  public SampleWatches() {}

  @Override
  public Optional<RunWatch> of(Project project, Lake lake, String run, Consumer<String> notes) {
    boolean checked =
        !project.watching().suites().isEmpty()
            || project.tables().values().stream().anyMatch(table -> !table.checks().isEmpty());
    return checked ? Optional.of(new SampleWatch(new SampleLog(lake), run)) : Optional.empty();
  }
}
