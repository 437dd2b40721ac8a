package io.ingot.app.orchestrate;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A flow as objects of Argo: a workflow's template, its schedule, and what its pods may do. */
final class ArgoFlow {
  private static final String FAILED = "steps.run.outputs.parameters.state == 'FAILED'";

  /** In the words of the operator's status; the comma keeps 2 apart from 20. */
  private static final String FINAL =
      "(steps.run.outputs.parameters.why matches 'ExitCode: (2|3|6),')";

  private final Flow flow;
  private final ArgoNames names;
  private final Optional<ArgoMail> mail;

  ArgoFlow(Flow flow) {
    this.flow = flow;
    this.names = new ArgoNames(flow.application().name());
    this.mail = Mail.of(flow.project()).map(mail -> ArgoMail.of(mail, flow.cluster().secrets()));
  }

  /** The file's text. */
  String text() {
    SparkJob job = flow.application();
    return Form.read("argo.yaml")
        .with("ABOUT", flow.about())
        .with("COMMAND", flow.command(Orchestrator.ARGO))
        .with("NAME", job.name())
        .with("NAMESPACE", job.namespace())
        .with("ON_EXIT", mail.isPresent() ? "onExit: over" : "")
        .with("KEEP", String.valueOf(flow.cluster().keep().toSeconds()))
        .with("AT_ONCE", String.valueOf(AirflowDag.AT_ONCE))
        .with("TASKS", flow.tasks().stream().map(this::task).collect(Collectors.joining("\n")))
        .with("AGAIN", Yaml.text("{{=" + FAILED + " && !" + FINAL + " && " + triesLeft() + "}}"))
        .with("OVER", Yaml.text("{{=" + FAILED + " && (" + FINAL + " || !(" + triesLeft() + "))}}"))
        .with("PAUSE", String.valueOf(flow.attempts().pause().toSeconds()))
        .with("MANIFEST", manifest())
        .with("API_VERSION", job.apiVersion())
        .with("MAIL_PORT", mail.map(ArgoMail::policy).orElse(""))
        .with("MAIL", mail.map(ArgoMail::templates).orElse(""))
        .with("CRON", flow.job().schedule().map(this::schedule).orElse(""))
        .filled();
  }

  private String triesLeft() {
    return "asInt(inputs.parameters.try) <= " + flow.attempts().failures();
  }

  private String task(Task task) {
    String text =
        "- name: "
            + names.task(task.id())
            + "\n  template: table\n  arguments:\n    parameters:\n      - name: task\n        value: "
            + names.task(task.id())
            + "\n      - name: select\n        value: "
            + Yaml.text(task.select());
    List<String> depends =
        Stream.concat(
                task.after().stream().map(names::task),
                task.behind().stream().map(names::task).map(ArgoFlow::over))
            .toList();
    return depends.isEmpty()
        ? text
        : text + "\n  depends: " + Yaml.text(String.join(" && ", depends));
  }

  /** However it ended: a check that looks at a table looks at it as it is. */
  private static String over(String task) {
    return Stream.of("Succeeded", "Failed", "Errored", "Skipped", "Omitted")
        .map(end -> task + "." + end)
        .collect(Collectors.joining(" || ", "(", ")"));
  }

  private String manifest() {
    SparkJob job = flow.application();
    return "apiVersion: "
        + job.apiVersion()
        + "\nkind: SparkApplication\nmetadata:\n  name: \"{{inputs.parameters.name}}\"\n  namespace: "
        + job.namespace()
        + "\nspec:\n"
        + Yaml.tree(job.spec(job.arguments("{{inputs.parameters.select}}")))
            .replaceAll("(?m)^(?=.)", "  ");
  }

  private String schedule(String cron) {
    return Form.read("argo-cron.yaml")
        .with("NAME", flow.application().name())
        .with("NAMESPACE", flow.application().namespace())
        .with("SCHEDULE", Yaml.text(cron))
        .with("ZONE", Yaml.text(flow.job().zone().toString()))
        .with("SUSPEND", String.valueOf(flow.job().suspend()))
        .filled();
  }
}
