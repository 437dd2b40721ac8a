package io.ingot.app.k8s;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Cluster;
import io.ingot.core.project.ClusterJob;
import io.ingot.core.project.LeaseTerms;
import io.ingot.core.project.Nearest;
import io.ingot.core.project.Project;
import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All that the cluster of one environment is to have of a project. */
final class Manifests {
  private static final String API = "sparkoperator.k8s.io/v1beta2";

  /** How many runs of a schedule stay to be looked at; their time is {@code keep}. */
  private static final int RUNS_KEPT = 3;

  private final Project project;
  private final Cluster cluster;
  private final JobArguments words;

  /**
   * @param project as its environment sees it
   * @throws ProjectException when the environment has no cluster, or one that could not work
   */
  Manifests(Project project, JobArguments words) {
    this.project = project;
    this.cluster =
        project
            .platform()
            .cluster()
            .orElseThrow(
                () ->
                    new ProjectException(
                        "The environment "
                            + project.environment()
                            + " has no cluster. Add 'cluster:' with an image and jobs to env/"
                            + project.environment()
                            + ".yml or ingot.yml, such as: cluster: {image:"
                            + " registry.example.com/events:1.0, jobs: {daily: {do: run,"
                            + " schedule: \"0 2 * * *\"}}}"));
    this.words = words;
    requireShared("The lake", project.lake());
    if (project.platform().history().wanted()) {
      requireShared("history.logs", project.platform().history().folder(project.lake()));
    }
    requireLeases();
    NoSecrets.requireNone("cluster.environment", cluster.environment());
  }

  /** In the order in which they may be made. */
  List<Manifest> all() {
    return Stream.concat(
            Stream.of(account()),
            cluster.jobs().entrySet().stream().map(job -> job(job.getKey(), job.getValue())))
        .map(Manifests::checked)
        .sorted(Comparator.comparing(Manifest::id))
        .toList();
  }

  /** That of one job. */
  Manifest job(String name) {
    return checked(job(name, declared(name)));
  }

  /**
   * One run of a job, now and with other options; it has a name of its own, so that making it again
   * neither changes nor repeats an earlier one.
   *
   * @param said options by their names without dashes
   */
  Manifest once(String name, Map<String, String> said, Instant now) {
    ClusterJob job = declared(name);
    String object = ObjectNames.once(ObjectNames.job(project, name), now);
    return checked(
        Manifest.of(
            object("SparkApplication", object, labels(name))
                .with("spec", spec(name, job, words.arguments(project, name, job, said)))));
  }

  private ClusterJob declared(String name) {
    ClusterJob job = cluster.jobs().get(name);
    if (job == null) {
      throw new ProjectException(
          "There is no job "
              + name
              + " in cluster.jobs of the environment "
              + project.environment()
              + ". "
              + Nearest.hint(name, cluster.jobs().keySet()));
    }
    return job;
  }

  /** Who the pods are, to the cluster and to the store of the lake. */
  private Manifest account() {
    Tree metadata = metadata(cluster.serviceAccount(), labels());
    metadata.withSome("annotations", cluster.identity());
    return Manifest.of(
        Tree.empty()
            .with("apiVersion", "v1")
            .with("kind", "ServiceAccount")
            .with("metadata", metadata));
  }

  private Manifest job(String name, ClusterJob job) {
    String object = ObjectNames.job(project, name);
    Tree spec = spec(name, job, words.arguments(project, name, job));
    return Manifest.of(
        job.schedule()
            .map(
                cron ->
                    object("ScheduledSparkApplication", object, labels(name))
                        .with("spec", scheduled(cron, job, spec)))
            .orElseGet(
                () ->
                    object("SparkApplication", object, labels(name))
                        .with("spec", spec.with("suspend", true))));
  }

  /**
   * Without a policy only the first run would ever start, and without a zone the operator's own.
   */
  private static Tree scheduled(String cron, ClusterJob job, Tree template) {
    return Tree.empty()
        .with("schedule", cron)
        .with("timeZone", job.zone().id().getId())
        .with("suspend", job.suspend())
        .with("concurrencyPolicy", "Forbid")
        .with("successfulRunHistoryLimit", RUNS_KEPT)
        .with("failedRunHistoryLimit", RUNS_KEPT)
        .with("template", template);
  }

  private Tree spec(String name, ClusterJob job, List<String> arguments) {
    return new ApplicationSpec(project, cluster).of(job, arguments, labels(name));
  }

  private Tree object(String kind, String name, Map<String, String> labels) {
    return Tree.empty()
        .with("apiVersion", API)
        .with("kind", kind)
        .with("metadata", metadata(name, labels));
  }

  private Tree metadata(String name, Map<String, String> labels) {
    return Tree.empty()
        .with("name", name)
        .with("namespace", ObjectNames.namespace(project, cluster))
        .with("labels", labels);
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>();
    labels.put("app.kubernetes.io/name", "ingot");
    labels.put("app.kubernetes.io/part-of", ObjectNames.label(project.name()));
    labels.put("app.kubernetes.io/managed-by", "ingot-k8s");
    return labels;
  }

  private Map<String, String> labels(String job) {
    Map<String, String> labels = labels();
    labels.put("app.kubernetes.io/instance", ObjectNames.job(project, job));
    labels.put("ingot.io/job", job);
    return labels;
  }

  private static Manifest checked(Manifest manifest) {
    NoSecrets.requireNone(manifest);
    return manifest;
  }

  /** The disk of a pod is gone with the pod. */
  private static void requireShared(String what, String place) {
    boolean local = place.startsWith("/") || "file".equals(URI.create(place).getScheme());
    if (local) {
      throw new ProjectException(
          what
              + " is "
              + place
              + ", which would be in a pod and gone with it. Say a place that all pods reach, such"
              + " as s3a://bucket/folder, in the environment's file.");
    }
  }

  /** S3 cannot make a file at most once, so files in a lake there keep no two drivers apart. */
  private void requireLeases() {
    boolean starts =
        cluster.jobs().values().stream()
            .anyMatch(job -> job.schedule().isPresent() && !job.suspend());
    if (starts
        && project.lake().startsWith("s3a:")
        && project.lease().kind() != LeaseTerms.Kind.KUBERNETES) {
      throw new ProjectException(
          "Jobs of the environment "
              + project.environment()
              + " start by themselves and write to "
              + project.lake()
              + ", and leases in files do not keep two of them apart on S3. Add 'lease: {kind:"
              + " kubernetes}' to env/"
              + project.environment()
              + ".yml.");
    }
  }
}
