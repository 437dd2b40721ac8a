package io.ingot.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterDeclarationTest {
  private static String project(String cluster) {
    return "{name: p, lake: l, cluster: {image: 'r/i:1', " + cluster + "}}";
  }

  private static Cluster cluster(String keys) {
    return Binding.read(ProjectFile.class, project(keys)).cluster().orElseThrow();
  }

  private static List<String> mistakes(String keys) {
    return Binding.mistakes(ProjectFile.class, project(keys));
  }

  @Test
  void aClusterNeedsOnlyItsImage() {
    Cluster cluster = cluster("");

    assertThat(cluster.namespace()).isEmpty();
    assertThat(cluster.serviceAccount()).isEqualTo("ingot");
    assertThat(cluster.driver()).isEqualTo(new PodSize(1, "2g", "384m"));
    assertThat(cluster.executor()).isEqualTo(new PodSize(2, "4g", "409m"));
    assertThat(cluster.executors()).isEqualTo(new Executors(1, 4, 1));
    assertThat(cluster.disk()).isEqualTo(FileSize.of("20gb"));
    assertThat(cluster.retry()).isEqualTo(new Attempts(3, Duration.ofSeconds(60), 3));
    assertThat(cluster.keep()).isEqualTo(Duration.ofDays(1));
    assertThat(cluster.placement()).isEqualTo(Placement.anywhere());
    assertThat(cluster.jobs()).isEmpty();
  }

  @Test
  void everyKeyOfAClusterIsRead() {
    Cluster cluster =
        cluster(
            """
            namespace: n, service_account: s, identity: {role: r}, disk: 1gb, conf: {spark.a: b},
            driver: {cores: 2, memory: 3g, overhead: 512m}, executor: {memory: 5000m},
            executors: {min: 0, max: 9, initial: 3}, environment: {A: b}, secrets: [x, y.z],
            placement: {nodes: {a: b}, tolerations: [{key: k}], spot: {c: d},
              spot_tolerations: [{key: k, value: v, effect: NoExecute}], scheduler: volcano,
              queue: q, priority: high},
            retry: {failures: 1, pause: 5m, submissions: 0}, keep: 2h,
            jobs: {daily: {do: run --select silver, schedule: "5 2 * * mon-fri",
              zone: Europe/Berlin, suspend: true, driver: {cores: 3}, executor: {cores: 5},
              executors: {max: 7}, retry: {failures: 0}}}""");

    assertThat(cluster.namespace()).contains("n");
    assertThat(cluster.serviceAccount()).isEqualTo("s");
    assertThat(cluster.identity()).isEqualTo(Map.of("role", "r"));
    assertThat(cluster.driver()).isEqualTo(new PodSize(2, "3g", "512m"));
    assertThat(cluster.driver().megabytes()).isEqualTo(3584);
    assertThat(cluster.executor()).isEqualTo(new PodSize(1, "5000m", "500m"));
    assertThat(cluster.executors()).isEqualTo(new Executors(0, 9, 3));
    assertThat(cluster.environment()).isEqualTo(Map.of("A", "b"));
    assertThat(cluster.secrets()).containsExactly("x", "y.z");
    assertThat(cluster.placement().scheduler()).isEqualTo(Placement.Scheduler.VOLCANO);
    assertThat(cluster.placement().spotTolerations().get(0).effect()).contains("NoExecute");
    assertThat(cluster.retry()).isEqualTo(new Attempts(1, Duration.ofMinutes(5), 0));
    assertThat(cluster.keep()).isEqualTo(Duration.ofHours(2));
    ClusterJob daily = cluster.jobs().get("daily");
    assertThat(daily.arguments()).containsExactly("run", "--select", "silver");
    assertThat(daily.schedule()).contains("5 2 * * mon-fri");
    assertThat(daily.zone()).isEqualTo(Zone.of("Europe/Berlin"));
    assertThat(daily.suspend()).isTrue();
    assertThat(daily.executors()).contains(new Executors(1, 7, 1));
    assertThat(daily.retry().orElseThrow().failures()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"r/i", "r/i:latest", "host:5000/i", "r/i@sha256:12", "r/i:", "r/i :1", ":1"})
  void anImageThatMayMeanAnotherTomorrowIsRefused(String image) {
    assertThat(
            Binding.mistakes(
                ProjectFile.class, "{name: p, lake: l, cluster: {image: '" + image + "'}}"))
        .containsExactly(
            "Invalid image '"
                + image
                + "'. Write it with its tag or digest, such as registry.example.com/events:1.0;"
                + " what latest means changes between a driver and its executors.");
  }

  @Test
  void anImageMayHaveAPortATagOrADigest() {
    String digest = "@sha256:" + "0a".repeat(32);
    for (String image : List.of("i:1", "host:5000/a/b:1.0-rc.1", "r/i:latest-1", "r/i" + digest)) {
      assertThat(
              Binding.read(
                      ProjectFile.class, "{name: p, lake: l, cluster: {image: '" + image + "'}}")
                  .cluster()
                  .orElseThrow()
                  .image())
          .isEqualTo(image);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "namespace: A | Invalid namespace 'A'. Use lower-case letters, digits and -, starting with"
            + " a letter, at most 63.",
        "environment: {A-B: c} | Invalid name in environment: 'A-B'.",
        "secrets: [A] | Invalid name in secrets: 'A'.",
        "executors: {min: 3, max: 2} | Invalid executors: min 3, initial 3, max 2. Each may not be"
            + " greater than the next, and max not less than 1.",
        "executors: {min: 0, max: 0} | Invalid executors: min 0, initial 0, max 0. Each may not be"
            + " greater than the next, and max not less than 1.",
        "driver: {cores: 0} | Invalid cores: 0. Use 1 to 256.",
        "driver: {memory: 8Gi} | Invalid memory '8Gi'. Write a whole number and m or g, such as 8g.",
        "placement: {queue: q} | queue belongs to scheduler volcano or yunikorn.",
        "retry: {pause: 0s} | Invalid pause. Use at least 1s.",
        "jobs: {a: {do: ' run'}} | Say what to do, such as: run",
        "jobs: {a: {do: run, suspend: true}} | A job without a schedule starts when it is asked to;"
            + " it has nothing to suspend.",
      })
  void aMistakeIsToldWithWhatToWrite(String keys, String message) {
    assertThat(mistakes(keys)).containsExactly(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 2 * *       | It has 4 fields.",
        "@daily        | It has 1 fields.",
        "60 2 * * *    | The minute is '60'; it goes from 0 to 59.",
        "0 24 * * *    | The hour is '24'; it goes from 0 to 23.",
        "0 2 0 * *     | The day is '0'; it goes from 1 to 31.",
        "0 2 * 13 *    | The month is '13'; it goes from 1 to 12.",
        "0 2 * * 7     | The weekday is '7'; it goes from 0 to 6.",
        "0 2 * * ?     | The weekday is '?'; it goes from 0 to 6.",
        "5-1 2 * * *   | The minute is '5-1'; it goes from 0 to 59.",
        "*/0 2 * * *   | The minute is '*/0'; it goes from 0 to 59.",
        "1,,2 2 * * *  | The minute is '1,,2'; it goes from 0 to 59.",
        "0 2 * * foo   | The weekday is 'foo'; it goes from 0 to 6.",
      })
  void aScheduleThatNoSchedulerReadsIsRefused(String schedule, String why) {
    assertThat(mistakes("jobs: {a: {do: run, schedule: '" + schedule + "'}}"))
        .containsExactly(
            "Invalid schedule '"
                + schedule
                + "'. "
                + why
                + " Write minute, hour, day, month and weekday, such as: 0 2 * * *");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"* * * * *", "*/15 0-6/2,22 1,15 jan-mar SUN", "59 23 31 12 6", "0 0 * * 1-5"})
  void aScheduleMayHaveListsRangesStepsAndNames(String schedule) {
    assertThat(
            cluster("jobs: {a: {do: run, schedule: '" + schedule + "'}}")
                .jobs()
                .get("a")
                .schedule())
        .contains(schedule);
  }

  @ParameterizedTest
  @ValueSource(strings = {"+02:00", "Z", "UTC+2"})
  void aZoneOfAScheduleHasANameSinceTheOperatorKnowsNoOther(String zone) {
    assertThat(mistakes("jobs: {a: {do: run, schedule: '0 2 * * *', zone: '" + zone + "'}}"))
        .singleElement()
        .asString()
        .startsWith("Invalid zone '")
        .endsWith("' of a schedule. Write a name such as Europe/Berlin, or UTC.");
  }

  @Test
  void aVariableThatTheClusterSetsIsKnownWhereManifestsAreMade(@TempDir Path folder) {
    new ProjectFiles(folder)
        .write(
            "ingot.yml",
            "name: p\nlake: ${env:INGOT_TEST_LAKE}/x\n"
                + "cluster: {image: 'i:1', environment: {INGOT_TEST_LAKE: 's3a://base'}}\n")
        .write("env/prod.yml", "cluster: {environment: {INGOT_TEST_LAKE: 's3a://prod'}}\n");

    assertThat(ProjectLoader.loadForCluster(folder, "dev").orThrow().lake())
        .isEqualTo("s3a://base/x");
    assertThat(ProjectLoader.loadForCluster(folder, "prod").orThrow().lake())
        .isEqualTo("s3a://prod/x");
    assertThat(ProjectLoader.load(folder, "prod").problems())
        .extracting(Problem::message)
        .containsExactly("Cannot find ${env:INGOT_TEST_LAKE}. Set the environment variable.");
  }
}
