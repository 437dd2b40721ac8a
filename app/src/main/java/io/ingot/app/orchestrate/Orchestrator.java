package io.ingot.app.orchestrate;

import java.util.List;

/** A tool that starts the tasks of a flow. */
public enum Orchestrator {
  /** Apache Airflow: a DAG, one file of Python. */
  AIRFLOW("airflow", ".py") {
    @Override
    String text(Flow flow) {
      return new AirflowDag(flow).text();
    }

    @Override
    List<String> notes(Flow flow) {
      return new AirflowDag(flow)
          .connections().stream()
              .map(name -> "Airflow needs a connection " + name + " for the files to wait for.")
              .toList();
    }
  },
  /** Argo Workflows: a template and its schedule, one file of YAML. */
  ARGO("argo", ".yaml") {
    @Override
    String text(Flow flow) {
      return new ArgoFlow(flow).text();
    }

    @Override
    List<String> notes(Flow flow) {
      return List.of();
    }
  };

  private final String word;
  private final String suffix;

  Orchestrator(String word, String suffix) {
    this.word = word;
    this.suffix = suffix;
  }

  /** The second word of its verb. */
  String word() {
    return word;
  }

  /** The name of its file for a flow. */
  String file(Flow flow) {
    return flow.id() + suffix;
  }

  /** What it is told of a flow, as one file. */
  abstract String text(Flow flow);

  /** What else it needs, a line each. */
  abstract List<String> notes(Flow flow);
}
