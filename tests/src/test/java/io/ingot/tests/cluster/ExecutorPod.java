package io.ingot.tests.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.k8s.KubernetesConf;
import org.apache.spark.deploy.k8s.KubernetesExecutorConf;
import org.apache.spark.deploy.k8s.SparkPod;
import org.apache.spark.internal.config.package$;
import org.apache.spark.resource.ResourceProfile$;
import org.apache.spark.scheduler.cluster.k8s.KubernetesExecutorBuilder;
import scala.Option;

/** The pod of an executor, as the code of Spark's driver would ask for it. */
record ExecutorPod(Pod pod, Container container) {
  /**
   * Of the settings with which a driver starts.
   *
   * @param folder for the file that the driver would have mounted
   */
  static ExecutorPod of(Arrived arrived, Path folder) {
    SparkConf conf = new SparkConf(false);
    arrived.settings().forEach(conf::set);
    Path template = folder.resolve("pod-spec-template.yml");
    try {
      Files.createDirectories(folder);
      Files.writeString(template, arrived.executorTemplate());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + template, e);
    }
    conf.set("spark.kubernetes.executor.podTemplateFile", template.toString());
    KubernetesExecutorConf executor =
        KubernetesConf.createExecutorConf(
            conf, "1", conf.get("spark.app.id"), Option.apply(arrived.driver()), 0);
    // It is made once a JVM, and this one has a Spark of its own.
    ResourceProfile$.MODULE$.clearDefaultProfile();
    try (KubernetesClient client = new KubernetesClientBuilder().build()) {
      SparkPod made =
          new KubernetesExecutorBuilder()
              .buildFromFeatures(
                  executor,
                  new SecurityManager(conf, Option.empty(), package$.MODULE$.AUTH_SECRET_FILE()),
                  client,
                  ResourceProfile$.MODULE$.getOrCreateDefaultProfile(conf))
              .pod();
      return new ExecutorPod(made.pod(), made.container());
    } finally {
      ResourceProfile$.MODULE$.clearDefaultProfile();
    }
  }
}
