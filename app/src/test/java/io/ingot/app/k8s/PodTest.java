package io.ingot.app.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodTest {
  @TempDir private Path folder;

  private JsonNode application(String... cluster) {
    String[] lines = Arrays.copyOf(cluster, cluster.length + 1);
    lines[cluster.length] = "jobs: {daily: {do: run}}";
    return Cli.shop(folder, lines).objects().get("SparkApplication shop-daily").path("spec");
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  @Test
  void bothKindsOfPodRunAsSparksUserWithoutAnyPrivilege() throws IOException {
    JsonNode application = application();

    for (String role : List.of("driver", "executor")) {
      JsonNode pod = application.path(role);
      assertThat(pod.path("securityContext"))
          .isEqualTo(
              json(
                  "{'runAsUser':185,'runAsGroup':185,'runAsNonRoot':true,"
                      + "'seccompProfile':{'type':'RuntimeDefault'},"
                      + "'allowPrivilegeEscalation':false,'readOnlyRootFilesystem':true,"
                      + "'capabilities':{'drop':['ALL']}}"));
      assertThat(pod.at("/podSecurityContext/fsGroup").asInt()).isEqualTo(185);
      assertThat(pod.path("serviceAccount").asText()).isEqualTo("ingot");
      assertThat(pod.at("/annotations/sidecar.istio.io~1inject").asText()).isEqualTo("false");
      assertThat(pod.path("volumeMounts"))
          .isEqualTo(
              json(
                  "[{'name':'spark-local-dir-1','mountPath':'/var/data/spark-local-1'},"
                      + "{'name':'tmp','mountPath':'/tmp'},"
                      + "{'name':'work-dir','mountPath':'/opt/spark/work-dir'}]"));
    }
    assertThat(application.at("/volumes/0"))
        .isEqualTo(json("{'name':'spark-local-dir-1','emptyDir':{'sizeLimit':'20Gi'}}"));
    assertThat(
            application.at("/executor/template/spec/automountServiceAccountToken").asBoolean(true))
        .isFalse();
    assertThat(application.at("/driver").has("template")).isFalse();
  }

  @Test
  void aRunWithWarningsIsNoFailureToTheOperator() {
    assertThat(application().at("/driver/javaOptions").asText())
        .isEqualTo("-Dingot.exit.warnings=0");
    JsonNode more =
        application(
            "conf: {spark.driver.extraJavaOptions: '-Xss4m', spark.executor.extraJavaOptions: -Xss8m}");
    assertThat(more.at("/driver/javaOptions").asText()).isEqualTo("-Dingot.exit.warnings=0 -Xss4m");
    assertThat(more.at("/executor/javaOptions").asText()).isEqualTo("-Xss8m");
    assertThat(more.path("sparkConf").has("spark.driver.extraJavaOptions")).isFalse();
  }

  @Test
  void executorsGoToSpotMachinesAndTheDriverStaysAway() throws IOException {
    JsonNode application =
        application(
            "placement:",
            "  nodes: {arch: amd64}",
            "  tolerations: [{key: batch}]",
            "  spot: {capacity: spot}",
            "  spot_tolerations: [{key: capacity, value: spot, effect: NoSchedule}]");

    assertThat(application.at("/driver/nodeSelector")).isEqualTo(json("{'arch':'amd64'}"));
    assertThat(application.at("/executor/nodeSelector"))
        .isEqualTo(json("{'arch':'amd64','capacity':'spot'}"));
    assertThat(application.at("/driver/tolerations"))
        .isEqualTo(json("[{'key':'batch','operator':'Exists'}]"));
    assertThat(application.at("/executor/tolerations/1"))
        .isEqualTo(
            json("{'key':'capacity','operator':'Equal','value':'spot','effect':'NoSchedule'}"));
    assertThat(
            application.at(
                "/driver/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution"
                    + "/nodeSelectorTerms/0/matchExpressions/0"))
        .isEqualTo(json("{'key':'capacity','operator':'NotIn','values':['spot']}"));
    assertThat(application.at("/executor/terminationGracePeriodSeconds").asInt()).isEqualTo(120);
    assertThat(application.at("/sparkConf/spark.decommission.enabled").asText()).isEqualTo("true");
    assertThat(application("").at("/sparkConf").has("spark.decommission.enabled")).isFalse();
  }

  @Test
  void aBatchSchedulerIsToldWhatHasToBeFreeAtOnce() throws IOException {
    JsonNode application =
        application(
            "driver: {cores: 2, memory: 2g, overhead: 1g}",
            "executor: {cores: 3, memory: 4g, overhead: 512m}",
            "executors: {min: 2, max: 9}",
            "placement: {scheduler: volcano, queue: batch, priority: high}");

    assertThat(application.path("batchScheduler").asText()).isEqualTo("volcano");
    assertThat(application.path("batchSchedulerOptions"))
        .isEqualTo(
            json(
                "{'queue':'batch','priorityClassName':'high',"
                    + "'resources':{'cpu':'8','memory':'12288Mi'}}"));
    assertThat(application.at("/driver/priorityClassName").asText()).isEqualTo("high");
  }

  @Test
  void executorsComeAndGoWithTheWork() throws IOException {
    assertThat(application("executors: {min: 0, max: 9, initial: 2}").path("dynamicAllocation"))
        .isEqualTo(
            json(
                "{'enabled':true,'initialExecutors':2,'minExecutors':0,'maxExecutors':9,"
                    + "'shuffleTrackingEnabled':true}"));
  }

  @Test
  void aRetryIsSaidWithItsNumbersOrNotAtAll() throws IOException {
    assertThat(
            application("retry: {failures: 2, pause: 90s, submissions: 4}").path("restartPolicy"))
        .isEqualTo(
            json(
                "{'type':'OnFailure','onFailureRetries':2,'onFailureRetryInterval':90,"
                    + "'onSubmissionFailureRetries':4,'onSubmissionFailureRetryInterval':90}"));
    assertThat(application("retry: {failures: 0, submissions: 0}").path("restartPolicy"))
        .isEqualTo(json("{'type':'Never'}"));
  }

  @Test
  void secretsAreNamedAndNeverShown() throws IOException {
    JsonNode application = application("secrets: [db, api]", "environment: {ZONE: eu}");

    for (String role : List.of("driver", "executor")) {
      assertThat(application.at("/" + role + "/envFrom"))
          .isEqualTo(json("[{'secretRef':{'name':'db'}},{'secretRef':{'name':'api'}}]"));
      assertThat(application.at("/" + role + "/env"))
          .isEqualTo(json("[{'name':'ZONE','value':'eu'}]"));
    }
  }

  @Test
  void eventLogsRollAndTheStoreIsNamed() {
    JsonNode conf = application("conf: {spark.sql.shuffle.partitions: 400}").path("sparkConf");

    assertThat(conf.path("spark.eventLog.dir").asText())
        .isEqualTo("s3a://bucket/lake/_ingot/spark-events");
    assertThat(conf.path("spark.eventLog.rolling.enabled").asText()).isEqualTo("true");
    assertThat(conf.path("spark.eventLog.compress").asText()).isEqualTo("true");
    assertThat(conf.path("spark.metrics.namespace").asText()).isEqualTo("shop");
    assertThat(conf.path("spark.hadoop.fs.s3a.aws.credentials.provider").asText())
        .isEqualTo("com.amazonaws.auth.EnvironmentVariableCredentialsProvider");
    assertThat(conf.path("spark.sql.shuffle.partitions").isTextual()).isTrue();
    conf.forEach(value -> assertThat(value.isTextual()).isTrue());
  }

  @Test
  void aJobMayHaveSizesOfItsOwn() {
    JsonNode application =
        Cli.shop(
                folder,
                "driver: {cores: 2}",
                "jobs: {small: {do: run, driver: {memory: 1g}, executor: {cores: 5},"
                    + " executors: {max: 2}, retry: {failures: 0}}}")
            .objects()
            .get("SparkApplication shop-small")
            .path("spec");

    assertThat(application.at("/driver/memory").asText()).isEqualTo("1g");
    assertThat(application.at("/driver/cores").asInt()).isEqualTo(1);
    assertThat(application.at("/executor/cores").asInt()).isEqualTo(5);
    assertThat(application.at("/dynamicAllocation/maxExecutors").asInt()).isEqualTo(2);
    assertThat(application.at("/restartPolicy/onFailureRetries").asInt(-1)).isZero();
  }
}
