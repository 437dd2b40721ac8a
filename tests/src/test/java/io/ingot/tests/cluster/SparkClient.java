package io.ingot.tests.cluster;

import io.ingot.tests.testkit.IngotProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Spark's own client for Kubernetes, called as the operator calls {@code spark-submit}. */
final class SparkClient {
  private SparkClient() {}

  /**
   * Submits an application as it is written, scheduled or not.
   *
   * @param folder for the files that the operator would write
   */
  static Arrived submit(Manifest application, Path folder) {
    return submit(application, folder, arguments -> call(arguments, folder));
  }

  /**
   * The same by another way to call {@code spark-submit}.
   *
   * @param spark is given its arguments
   */
  static Arrived submit(Manifest application, Path folder, Consumer<List<String>> spark) {
    try (MockCluster cluster = MockCluster.start()) {
      Manifest run = Runs.of(application);
      PodTemplates.write(run, folder);
      spark.accept(
          SubmitArguments.of(
              run,
              new SubmitArguments.Submission(
                  cluster.master(), Runs.SUBMISSION, folder.toString())));
      return cluster.arrived(run.namespace().orElse("default"));
    }
  }

  /** In a JVM of its own: when SparkSubmit is done it stops whatever Spark its JVM has. */
  private static void call(List<String> arguments, Path folder) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(IngotProcess.javaModules().split(" ")));
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"));
    command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("org.apache.spark.deploy.SparkSubmit");
    command.addAll(arguments);
    try (IngotProcess submission =
        IngotProcess.startCommand(folder.resolve("submission"), command, Map.of())) {
      IngotProcess.Ended ended = submission.await();
      if (ended.exitCode() != 0) {
        throw new AssertionError("SparkSubmit ended with " + ended.exitCode() + ended.notes());
      }
    }
  }
}
