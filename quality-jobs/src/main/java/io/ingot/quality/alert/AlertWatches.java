package io.ingot.quality.alert;

import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import io.ingot.core.watch.RunWatch;
import io.ingot.core.watch.RunWatchProvider;
import java.util.Optional;
import java.util.function.Consumer;

/** Offers who tells people of a run, for projects that name channels. */
public final class AlertWatches implements RunWatchProvider {
  private static final String RUN = "run";

  /** For {@link java.util.ServiceLoader}. */
  public AlertWatches() {}

  @Override
  public Optional<RunWatch> of(Project project, Lake lake, String run, Consumer<String> notes) {
    return project.watching().alerts().channels().isEmpty()
        ? Optional.empty()
        : Optional.of(new AlertWatch(Notifier.of(project, lake, RUN, notes)));
  }
}
