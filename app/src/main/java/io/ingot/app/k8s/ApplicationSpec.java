package io.ingot.app.k8s;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Attempts;
import io.ingot.core.project.Cluster;
import io.ingot.core.project.ClusterJob;
import io.ingot.core.project.Executors;
import io.ingot.core.project.Placement;
import io.ingot.core.project.PodSize;
import io.ingot.core.project.Project;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The spec of a SparkApplication, which is the template of a scheduled one too. */
final class ApplicationSpec {
  private static final String JAR = "local:///opt/ingot/ingot.jar";
  private static final String MAIN_CLASS = "io.ingot.app.Main";

  private final Project project;
  private final Cluster cluster;

  ApplicationSpec(Project project, Cluster cluster) {
    this.project = project;
    this.cluster = cluster;
  }

  /**
   * The spec of a job.
   *
   * @param arguments of the driver
   * @param labels of its pods
   */
  Tree of(ClusterJob job, List<String> arguments, Map<String, String> labels) {
    PodSize driver = job.driver().orElse(cluster.driver());
    PodSize executor = job.executor().orElse(cluster.executor());
    Executors executors = job.executors().orElse(cluster.executors());
    Pod pod = new Pod(cluster, labels);
    Tree spec =
        Tree.empty()
            .with("type", "Java")
            .with("mode", "cluster")
            .with("sparkVersion", org.apache.spark.package$.MODULE$.SPARK_VERSION())
            .with("image", cluster.image())
            .with("imagePullPolicy", "IfNotPresent")
            .with("mainClass", MAIN_CLASS)
            .with("mainApplicationFile", JAR)
            .with("arguments", arguments)
            .with("timeToLiveSeconds", cluster.keep().toSeconds())
            .with("restartPolicy", restart(job.retry().orElse(cluster.retry())))
            .with("dynamicAllocation", dynamic(executors))
            .with("sparkConf", SparkSettings.of(project, cluster))
            .with("volumes", Pod.volumes(cluster.disk()));
    Placement placement = cluster.placement();
    if (placement.scheduler() != Placement.Scheduler.DEFAULT) {
      spec.with("batchScheduler", placement.scheduler().name().toLowerCase(Locale.ROOT))
          .with(
              "batchSchedulerOptions",
              Tree.empty()
                  .with("queue", placement.queue())
                  .with("priorityClassName", placement.priority())
                  .with("resources", least(driver, executor, executors)));
    }
    return spec.with("driver", pod.driver(driver)).with("executor", pod.executor(executor));
  }

  /** Without its number a retry is none, whatever the policy is called. */
  private Tree restart(Attempts retry) {
    if (retry.failures() == 0 && retry.submissions() == 0) {
      return Tree.empty().with("type", "Never");
    }
    Duration lease = project.lease().duration();
    if (retry.failures() > 0 && retry.pause().compareTo(lease) < 0) {
      throw new ProjectException(
          "retry.pause of "
              + retry.pause().toSeconds()
              + " s is shorter than lease.duration of "
              + lease.toSeconds()
              + " s: a driver that was killed would hold its tables still, and the retry would be"
              + " turned away. Make the pause at least as long.");
    }
    return Tree.empty()
        .with("type", "OnFailure")
        .with("onFailureRetries", retry.failures())
        .with("onFailureRetryInterval", retry.pause().toSeconds())
        .with("onSubmissionFailureRetries", retry.submissions())
        .with("onSubmissionFailureRetryInterval", retry.pause().toSeconds());
  }

  private static Tree dynamic(Executors executors) {
    return Tree.empty()
        .with("enabled", true)
        .with("initialExecutors", executors.initial())
        .with("minExecutors", executors.min())
        .with("maxExecutors", executors.max())
        .with("shuffleTrackingEnabled", true);
  }

  /** What has to be free at once; the operator cannot read Spark's own way of writing memory. */
  private static Tree least(PodSize driver, PodSize executor, Executors executors) {
    int count = executors.initial();
    return Tree.empty()
        .with("cpu", String.valueOf(driver.cores() + (long) count * executor.cores()))
        .with("memory", driver.megabytes() + count * executor.megabytes() + "Mi");
  }
}
