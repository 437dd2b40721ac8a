package io.ingot.quality.metrics;

import io.ingot.core.project.Project;
import io.prometheus.metrics.model.snapshots.Labels;

/**
 * Whose metrics they are. No run and no machine is part of it, so that a run replaces what the one
 * before it told.
 */
record Identity(String pipeline, String environment) {
  static Identity of(Project project) {
    return new Identity(
        project.watching().metrics().pipeline().orElse(project.name()), project.environment());
  }

  Labels labels() {
    return Labels.of("pipeline", pipeline, "environment", environment);
  }
}
