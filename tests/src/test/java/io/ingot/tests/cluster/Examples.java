package io.ingot.tests.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Applications that have everything right, for tests that plant one fault in them. */
final class Examples {
  private Examples() {}

  /** A job of every night, with all that the rules ask for. */
  static Manifest nightly() {
    return Manifests.one(
        """
        apiVersion: sparkoperator.k8s.io/v1beta2
        kind: ScheduledSparkApplication
        metadata:
          name: nightly
          namespace: sales-prod
          labels: {app.kubernetes.io/part-of: sales}
        spec:
          schedule: "0 2 * * *"
          timeZone: UTC
          concurrencyPolicy: Forbid
          suspend: false
          successfulRunHistoryLimit: 3
          failedRunHistoryLimit: 3
          template:
            type: Java
            mode: cluster
            sparkVersion: "3.5.7"
            image: registry.example.com/sales:1.0.0
            imagePullPolicy: IfNotPresent
            mainClass: io.ingot.app.Main
            mainApplicationFile: local:///opt/ingot/ingot.jar
            arguments: [run, --project, /opt/ingot/project, --env, prod]
            timeToLiveSeconds: 86400
            restartPolicy:
              type: OnFailure
              onFailureRetries: 3
              onFailureRetryInterval: 60
              onSubmissionFailureRetries: 3
              onSubmissionFailureRetryInterval: 60
            dynamicAllocation:
              enabled: true
              initialExecutors: 2
              minExecutors: 1
              maxExecutors: 8
              shuffleTrackingEnabled: true
            sparkConf:
              spark.sql.adaptive.enabled: "true"
              spark.kubernetes.driver.annotation.note: two words
            volumes:
            - name: spark-local-dir-1
              emptyDir: {sizeLimit: 20Gi}
            - name: tmp
              emptyDir: {}
            driver:
              cores: 2
              memory: 2g
              memoryOverhead: 512m
              serviceAccount: sales
              labels: {app.kubernetes.io/component: driver}
              annotations: {sidecar.istio.io/inject: "false"}
              securityContext: &narrow
                runAsUser: 185
                runAsGroup: 185
                runAsNonRoot: true
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities: {drop: [ALL]}
              volumeMounts: &mounts
              - {name: spark-local-dir-1, mountPath: /var/data/spark}
              - {name: tmp, mountPath: /tmp}
            executor:
              cores: 4
              memory: 4g
              memoryOverhead: 1g
              serviceAccount: sales
              labels: {app.kubernetes.io/component: executor}
              annotations: {sidecar.istio.io/inject: "false"}
              securityContext: *narrow
              volumeMounts: *mounts
        """);
  }

  /** The same with what a pod may do said in its template, which needs no webhook. */
  static Manifest templated() {
    Manifest nightly = nightly();
    for (String role : List.of("driver", "executor")) {
      ObjectNode pod = (ObjectNode) nightly.application().get(role);
      ObjectNode container =
          pod.putObject("template").putObject("spec").putArray("containers").addObject();
      container.put("name", "spark-kubernetes-" + role);
      container.set("securityContext", pod.remove("securityContext"));
    }
    return nightly;
  }
}
