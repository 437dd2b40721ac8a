package io.ingot.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An application becomes the operator's arguments, in the operator's order. */
class SubmitArgumentsTest {
  private static final SubmitArguments.Submission SUBMISSION =
      new SubmitArguments.Submission("k8s://https://10.0.0.1:443", "s-1", "/tmp/spark/s-1");

  private static final String LEAST =
      """
      apiVersion: sparkoperator.k8s.io/v1beta2
      kind: SparkApplication
      metadata: {name: a, namespace: n}
      spec:
        sparkVersion: "3.5.7"
        mainApplicationFile: local:///a.jar
        driver: {}
        executor: {}
      """;

  private static List<String> arguments(String yaml) {
    return SubmitArguments.of(OperatorRules.complete(Manifests.one(yaml)), SUBMISSION);
  }

  /** Without the words --conf, to be read. */
  private static String text(String yaml) {
    return String.join("\n", arguments(yaml)).replace("--conf\n", "");
  }

  @Test
  void theLeastApplicationHasTheDefaults() {
    assertThat(text(LEAST))
        .isEqualTo(
            """
            --master
            k8s://https://10.0.0.1:443
            --deploy-mode
            cluster
            --name
            a
            spark.kubernetes.namespace=n
            spark.kubernetes.submission.waitAppCompletion=false
            spark.kubernetes.driver.podTemplateFile=/tmp/spark/s-1/driver-pod-template.yaml
            spark.kubernetes.driver.podTemplateContainerName=spark-kubernetes-driver
            spark.kubernetes.driver.pod.name=a-driver
            spark.kubernetes.driver.label.sparkoperator.k8s.io/app-name=a
            spark.kubernetes.driver.label.sparkoperator.k8s.io/launched-by-spark-operator=true
            spark.kubernetes.driver.label.sparkoperator.k8s.io/mutated-by-spark-operator=true
            spark.kubernetes.driver.label.sparkoperator.k8s.io/submission-id=s-1
            spark.driver.cores=1
            spark.driver.memory=1g
            spark.kubernetes.executor.podTemplateFile=/tmp/spark/s-1/executor-pod-template.yaml
            spark.kubernetes.executor.podTemplateContainerName=spark-kubernetes-executor
            spark.kubernetes.executor.label.sparkoperator.k8s.io/app-name=a
            spark.kubernetes.executor.label.sparkoperator.k8s.io/launched-by-spark-operator=true
            spark.kubernetes.executor.label.sparkoperator.k8s.io/mutated-by-spark-operator=true
            spark.kubernetes.executor.label.sparkoperator.k8s.io/submission-id=s-1
            spark.executor.instances=1
            spark.executor.cores=1
            spark.executor.memory=1g
            local:///a.jar""");
  }

  @Test
  void everyPartStandsInItsPlace() {
    String text =
        text(
            """
            apiVersion: sparkoperator.k8s.io/v1beta2
            kind: SparkApplication
            metadata: {name: a, namespace: n, labels: {team: t, kueue.x-k8s.io/queue-name: q}}
            spec:
              type: Java
              mode: cluster
              sparkVersion: "3.5.7"
              image: i:1
              imagePullPolicy: Always
              imagePullSecrets: [p, q]
              memoryOverheadFactor: "0.2"
              mainClass: M
              mainApplicationFile: local:///a.jar
              arguments: [run, two words]
              proxyUser: u
              deps: {jars: [j1, j2], packages: [g:a:1], repositories: [r], files: [f]}
              sparkConf: {spark.z: "1", spark.kubernetes.driver.pod.name: d}
              hadoopConf: {fs.x: y}
              nodeSelector: {disk: fast}
              dynamicAllocation: {enabled: true, minExecutors: 1, maxExecutors: 3}
              volumes:
              - {name: spark-local-dir-1, emptyDir: {sizeLimit: 5Gi, medium: Memory}}
              - {name: spark-local-dir-2, persistentVolumeClaim: {claimName: c, readOnly: true}}
              - {name: tmp, emptyDir: {}}
              driver:
                coreRequest: 500m
                coreLimit: "2"
                memoryOverhead: 1g
                serviceAccount: s
                javaOptions: -Da=b
                envVars: {E: "1"}
                secrets: [{name: gcp, path: /s, secretType: GCPServiceAccount}]
                annotations: {an: x}
                serviceLabels: {sl: x}
                envSecretKeyRefs: {K: {name: sec, key: k}}
                volumeMounts:
                - {name: spark-local-dir-1, mountPath: /d1}
                - {name: tmp, mountPath: /tmp}
              executor:
                image: i:2
                deleteOnTermination: false
                javaOptions: -Dc=d
                volumeMounts: [{name: spark-local-dir-2, mountPath: /d2, readOnly: true}]
            """);

    assertThat(text.lines())
        .containsSubsequence(
            "--class",
            "M",
            "--jars",
            "j1,j2",
            "--packages",
            "g:a:1",
            "--repositories",
            "r",
            "--files",
            "f",
            "spark.kubernetes.namespace=n",
            "spark.kubernetes.container.image=i:1",
            "spark.kubernetes.container.image.pullPolicy=Always",
            "spark.kubernetes.container.image.pullSecrets=p,q",
            "spark.kubernetes.memoryOverheadFactor=0.2",
            "spark.kubernetes.submission.waitAppCompletion=false",
            "spark.z=1",
            "spark.hadoop.fs.x=y",
            "spark.kubernetes.driver.podTemplateFile=/tmp/spark/s-1/driver-pod-template.yaml",
            "spark.kubernetes.driver.pod.name=d",
            "spark.kubernetes.driver.container.image=i:1",
            "spark.driver.cores=1",
            "spark.kubernetes.driver.request.cores=500m",
            "spark.kubernetes.driver.limit.cores=2",
            "spark.driver.memory=1g",
            "spark.driver.memoryOverhead=1g",
            "spark.kubernetes.authenticate.driver.serviceAccountName=s",
            "spark.driver.extraJavaOptions=-Da=b",
            "spark.kubernetes.driver.label.team=t",
            "spark.kubernetes.driver.annotation.an=x",
            "spark.kubernetes.driver.service.label.sl=x",
            "spark.kubernetes.driver.secretKeyRef.K=sec:k",
            "spark.kubernetes.driverEnv.E=1",
            "spark.kubernetes.driver.secrets.gcp=/s",
            "spark.kubernetes.driverEnv.GOOGLE_APPLICATION_CREDENTIALS=/s/key.json",
            "spark.kubernetes.driver.volumes.emptyDir.spark-local-dir-1.mount.path=/d1",
            "spark.kubernetes.driver.volumes.emptyDir.spark-local-dir-1.options.sizeLimit=5Gi",
            "spark.kubernetes.driver.volumes.emptyDir.spark-local-dir-1.options.medium=Memory",
            "spark.kubernetes.executor.podTemplateFile=/tmp/spark/s-1/executor-pod-template.yaml",
            "spark.kubernetes.executor.container.image=i:2",
            "spark.kubernetes.executor.deleteOnTermination=false",
            "spark.kubernetes.executor.label.team=t",
            "spark.executor.extraJavaOptions=-Dc=d",
            "spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-2.mount.path=/d2",
            "spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-2.mount.readOnly=true",
            "spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-2.options.claimName=c",
            "spark.kubernetes.node.selector.disk=fast",
            "spark.dynamicAllocation.enabled=true",
            "spark.dynamicAllocation.minExecutors=1",
            "spark.dynamicAllocation.maxExecutors=3",
            "spark.dynamicAllocation.shuffleTracking.enabled=true",
            "--proxy-user",
            "u",
            "local:///a.jar",
            "run",
            "two words");
    assertThat(text).doesNotContain("kueue", "emptyDir.tmp", "executor.instances");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "sparkConf: {spark.executor.instances: '4'}                 | spark.executor.instances=4",
        "sparkConf: {spark.dynamicAllocation.enabled: 'true'}       | spark.executor.instances=1",
        "dynamicAllocation: {enabled: false}                        | spark.executor.instances=1",
        "sparkConf: {spark.driver.memory: 3g}                       | spark.driver.memory=3g",
        "sparkConf: {spark.kubernetes.driver.podTemplateFile: mine} | podTemplateFile=/tmp/spark",
      })
  void theLastOfEqualSettingsIs(String spec, String setting) {
    String key = setting.substring(0, setting.indexOf('='));

    assertThat(text(LEAST + "  " + spec + "\n").lines().filter(line -> line.contains(key)))
        .filteredOn(line -> !line.contains("executor.podTemplate"))
        .last()
        .asString()
        .contains(setting);
  }

  @Test
  void aPodTemplateIsNotSaidToBeMutated() {
    assertThat(text(LEAST.replace("driver: {}", "driver: {template: {}}")))
        .doesNotContain("driver.label.sparkoperator.k8s.io/mutated-by-spark-operator")
        .contains("executor.label.sparkoperator.k8s.io/mutated-by-spark-operator");
  }
}
