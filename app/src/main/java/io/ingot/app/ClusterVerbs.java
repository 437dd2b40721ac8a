package io.ingot.app;

import io.ingot.app.history.HistoryListVerb;
import io.ingot.app.history.HistoryVerb;
import io.ingot.app.k8s.JobManifests;
import io.ingot.app.k8s.ManifestVerb;
import io.ingot.app.orchestrate.OrchestrateVerb;
import io.ingot.app.orchestrate.Orchestrator;
import io.ingot.core.cli.Launcher;
import io.ingot.core.cli.Verb;
import java.time.InstantSource;
import java.util.List;

/** The verbs that have to do with where Ingot runs. */
final class ClusterVerbs {
  private ClusterVerbs() {}

  /** In the order in which help lists them. */
  static List<Verb> all() {
    JobManifests jobs = new JobManifests(Launcher::verbs);
    return List.of(
        new HistoryVerb(),
        new HistoryListVerb(),
        new ManifestVerb(Launcher::verbs, InstantSource.system()),
        new OrchestrateVerb(Orchestrator.AIRFLOW, jobs::of),
        new OrchestrateVerb(Orchestrator.ARGO, jobs::of));
  }
}
