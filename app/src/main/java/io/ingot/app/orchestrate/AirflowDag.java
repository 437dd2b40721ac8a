package io.ingot.app.orchestrate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A flow as a file of Airflow: a DAG whose tasks are SparkApplications. */
final class AirflowDag {
  /** Each is a driver and its executors, so a night of many tables shares the cluster. */
  static final int AT_ONCE = 4;

  private static final String SPARK =
      "from airflow.providers.cncf.kubernetes.operators.spark_kubernetes import"
          + " SparkKubernetesOperator";
  private static final String EMPTY = "from airflow.operators.empty import EmptyOperator";
  private static final String S3 =
      "from airflow.providers.amazon.aws.sensors.s3 import S3KeySensor";
  private static final String FILE = "from airflow.sensors.filesystem import FileSensor";
  private static final String MAIL = "from airflow.utils.email import send_email";

  private final Flow flow;

  AirflowDag(Flow flow) {
    this.flow = flow;
  }

  /** The file's text. */
  String text() {
    SparkJob job = flow.application();
    return Form.read("airflow.py")
        .with("ABOUT", flow.about())
        .with("COMMAND", flow.command(Orchestrator.AIRFLOW))
        .with("NAMESPACE", job.namespace())
        .with("NAMESPACE_TEXT", Python.text(job.namespace()))
        .with("IMPORTS", String.join("\n", imports()))
        .with("MAIL_TO", Python.list(Mail.of(flow.project()).map(Mail::to).orElse(List.of())))
        .with("SPEC", Python.tree(job.spec()))
        .with("PLACE", job.place().stream().map(Python::text).collect(Collectors.joining(", ")))
        .with("API_VERSION", Python.text(job.apiVersion()))
        .with("APPLICATION", Python.text(job.name()))
        .with("DAG_ID", Python.text(flow.id()))
        .with("DESCRIPTION", Python.text(flow.about()))
        .with("SCHEDULE", flow.job().schedule().map(Python::text).orElse("None"))
        .with("ZONE", Python.text(flow.job().zone().toString()))
        .with("AT_ONCE", String.valueOf(AT_ONCE))
        .with("PAUSED", flow.job().suspend() ? "True" : "False")
        .with("OWNER", Python.text(flow.project().name()))
        .with("RETRIES", String.valueOf(flow.attempts().failures()))
        .with("PAUSE", Python.length(flow.attempts().pause()))
        .with("TAGS", Python.list(List.of("ingot", flow.project().name(), environment())))
        .with("TASKS", flow.tasks().stream().map(this::task).collect(Collectors.joining("\n")))
        .with("EDGES", String.join("\n", edges()))
        .filled();
  }

  private String environment() {
    return flow.project().environment();
  }

  private Set<String> imports() {
    Set<String> imports = new TreeSet<>();
    imports.add(SPARK);
    imports.add(MAIL);
    if (!lookedAt().isEmpty()) {
      imports.add(EMPTY);
    }
    flow.tasks().stream()
        .flatMap(task -> Delivery.of(flow.project(), task).stream())
        .forEach(delivery -> imports.add(delivery.bucket().isPresent() ? S3 : FILE));
    return imports;
  }

  private String task(Task task) {
    List<String> lines = new ArrayList<>();
    Optional<Delivery> delivery = Delivery.of(flow.project(), task);
    delivery.ifPresent(files -> lines.addAll(sensor(task, files)));
    lines.add("task[" + Python.text(task.id()) + "] = IngotOnSpark(");
    lines.add("    task_id=" + Python.text(task.id()) + ",");
    lines.add("    select=" + Python.text(task.select()) + ",");
    task.owner(flow.project())
        .ifPresent(owner -> lines.add("    owner=" + Python.text(owner) + ","));
    task.late().ifPresent(late -> lines.add("    sla=" + Python.length(late) + ","));
    delivery.ifPresent(
        files -> {
          lines.add("    # Files that did not come in time come with the next run.");
          lines.add("    trigger_rule=\"none_failed\",");
        });
    lines.add("    doc_md=" + Python.text(task.told()) + ",");
    lines.add(")");
    if (lookedAt().contains(task.id())) {
      lines.add(
          "task["
              + Python.text(over(task.id()))
              + "] = EmptyOperator(task_id="
              + Python.text(over(task.id()))
              + ", trigger_rule=\"all_done\")");
    }
    return String.join("\n", lines);
  }

  private static List<String> sensor(Task task, Delivery files) {
    List<String> lines = new ArrayList<>();
    String id = Python.text(delivered(task.id()));
    String folder = Python.text(files.connection());
    lines.add(
        "task[" + id + "] = " + (files.bucket().isPresent() ? "S3KeySensor(" : "FileSensor("));
    lines.add("    task_id=" + id + ",");
    if (files.bucket().isPresent()) {
      lines.add("    aws_conn_id=" + folder + ",");
      lines.add("    bucket_key=" + Python.text(files.bucket().get()) + ",");
      lines.add("    wildcard_match=True,");
    } else {
      lines.add("    fs_conn_id=" + folder + ",");
      lines.add("    filepath=" + Python.text(files.path()) + ",");
      lines.add("    recursive=True,");
    }
    lines.add("    mode=\"reschedule\",");
    lines.add("    poke_interval=300,");
    lines.add("    timeout=3600,");
    lines.add("    soft_fail=True,");
    lines.add(")");
    return lines;
  }

  private List<String> edges() {
    List<String> edges = new ArrayList<>();
    for (Task task : flow.tasks()) {
      List<String> before = new ArrayList<>(task.after());
      task.behind().forEach(looked -> before.add(over(looked)));
      Delivery.of(flow.project(), task).ifPresent(files -> before.add(delivered(task.id())));
      if (!before.isEmpty()) {
        edges.add(edge(before, task.id()));
      }
      if (lookedAt().contains(task.id())) {
        edges.add(edge(List.of(task.id()), over(task.id())));
      }
    }
    if (!lookedAt().isEmpty()) {
      edges.add(
          "# A run is told by its last tasks, and a task that failed may not be one of them.");
      edges.add("task[\"end\"] = EmptyOperator(task_id=\"end\")");
      edges.add(edge(flow.tasks().stream().map(Task::id).toList(), "end"));
    }
    return edges;
  }

  private static String edge(List<String> before, String after) {
    List<String> from = before.stream().map(id -> "task[" + Python.text(id) + "]").toList();
    String to = " >> task[" + Python.text(after) + "]";
    return from.size() == 1
        ? from.get(0) + to
        : from.stream()
                .map(each -> "    " + each + ",\n")
                .collect(Collectors.joining("", "[\n", "]"))
            + to;
  }

  private Set<String> lookedAt() {
    return flow.tasks().stream()
        .flatMap(task -> task.behind().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String over(String id) {
    return id + ".over";
  }

  private static String delivered(String id) {
    return id + ".delivered";
  }

  /** What the DAG needs beside Airflow and the provider of Kubernetes. */
  List<String> connections() {
    return flow.tasks().stream()
        .flatMap(task -> Delivery.of(flow.project(), task).stream())
        .flatMap(files -> Stream.of(files.connection()))
        .distinct()
        .toList();
  }
}
