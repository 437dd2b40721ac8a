package io.ingot.quality.metrics;

import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import io.ingot.core.watch.RunWatch;
import io.ingot.core.watch.RunWatchProvider;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells Prometheus of the runs of projects that say where. */
public final class MetricsWatches implements RunWatchProvider {
  @Override
  public Optional<RunWatch> of(Project project, Lake lake, String run, Consumer<String> notes) {
    return project.watching().metrics().wanted()
        ? Optional.of(
            new MetricsWatch(project, lake, Clock.systemUTC(), Gateway.USUAL_PATIENCE, notes))
        : Optional.empty();
  }
}
