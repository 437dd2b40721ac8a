package io.ingot.app.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestVerbTest {
  private static final String DAILY = "jobs: {daily: {do: run, schedule: '0 2 * * *'}}";
  private static final String BACKFILL =
      "jobs: {again: {do: backfill --select bronze.a --from FROM --to TO}}";

  @TempDir private Path folder;

  private static List<String> words(JsonNode list) {
    List<String> words = new ArrayList<>();
    list.forEach(word -> words.add(word.asText()));
    return words;
  }

  @Test
  void aJobWithAScheduleStartsByItselfAndNeverTwiceAtOnce() {
    JsonNode spec =
        Cli.shop(
                folder,
                "jobs: {daily: {do: run --select silver, schedule: '0 2 * * *',"
                    + " zone: Asia/Tokyo}}")
            .objects()
            .get("ScheduledSparkApplication shop-daily")
            .path("spec");

    assertThat(spec.path("schedule").asText()).isEqualTo("0 2 * * *");
    assertThat(spec.path("timeZone").asText()).isEqualTo("Asia/Tokyo");
    assertThat(spec.path("concurrencyPolicy").asText()).isEqualTo("Forbid");
    assertThat(spec.path("suspend").asBoolean(true)).isFalse();
    JsonNode application = spec.path("template");
    assertThat(application.path("sparkVersion").isTextual()).isTrue();
    assertThat(application.path("mainApplicationFile").asText())
        .isEqualTo("local:///opt/ingot/ingot.jar");
    assertThat(words(application.path("arguments")))
        .containsExactly(
            "run", "--select", "silver", "--project", "/opt/ingot/project", "--env", "dev");
    assertThat(application.path("timeToLiveSeconds").asInt()).isEqualTo(86_400);
    assertThat(application.path("executor").has("instances")).isFalse();
  }

  @Test
  void aJobWithoutAScheduleWaitsUntilSomebodyAsks() {
    Cli ingot = Cli.shop(folder, BACKFILL);

    JsonNode application = ingot.objects().get("SparkApplication shop-again");

    assertThat(application.at("/spec/suspend").asBoolean()).isTrue();
    assertThat(words(application.at("/spec/arguments"))).contains("--from", "FROM");
    assertThat(ingot.objects("--job", "again")).containsOnlyKeys("SparkApplication shop-again");
  }

  @Test
  void oneRunOfAJobHasANameOfItsOwnAndTheWordsThatWereSaid() {
    JsonNode run =
        Cli.shop(folder, BACKFILL)
            .objects(
                "--job",
                "again",
                "--from",
                "2026-01-01",
                "--to",
                "2026-02-01",
                "--select",
                "bronze.b")
            .get("SparkApplication shop-again-20260301102030456");

    assertThat(run.at("/spec").has("suspend")).isFalse();
    assertThat(words(run.at("/spec/arguments")))
        .containsExactly(
            "backfill",
            "--select",
            "bronze.b",
            "--from",
            "2026-01-01",
            "--to",
            "2026-02-01",
            "--project",
            "/opt/ingot/project",
            "--env",
            "dev");
  }

  @Test
  void aScheduledJobCanBeRunOutOfTurn() {
    JsonNode run =
        Cli.shop(folder, DAILY)
            .objects("--job", "daily", "--once")
            .get("SparkApplication shop-daily-20260301102030456");

    assertThat(run.at("/spec").has("suspend")).isFalse();
    assertThat(words(run.at("/spec/arguments"))).startsWith("run", "--project");
  }

  @Test
  void aRunThatLeavesAWordOpenIsRefused() {
    assertThat(Cli.shop(folder, BACKFILL).refused("--job", "again", "--once"))
        .isEqualTo("The job again leaves --from open. Say it beside --job.");

    assertThat(Cli.shop(folder, BACKFILL).refused("--job", "again", "--from", "2026-01-01"))
        .isEqualTo("The job again leaves --to open. Say it beside --job.");
  }

  @Test
  void anOpenWordBehindAnEqualsSignIsRefusedOrSaidTheSame() {
    Cli ingot =
        Cli.shop(folder, "jobs: {again: {do: backfill --select=bronze.a --from=FROM --to=TO}}");

    assertThat(ingot.refused("--job", "again", "--once"))
        .isEqualTo("The job again leaves --from open. Say it beside --job.");
    assertThat(
            words(
                ingot
                    .objects("--job", "again", "--from", "2026-01-01", "--to", "2026-02-01")
                    .get("SparkApplication shop-again-20260301102030456")
                    .at("/spec/arguments")))
        .startsWith(
            "backfill", "--select", "bronze.a", "--from", "2026-01-01", "--to", "2026-02-01");
  }

  @Test
  void tablesThatWereSaidStandInForAllOfTheJob() {
    JsonNode run =
        Cli.shop(folder, "jobs: {two: {do: run --select bronze.a --exclude gold --select silver}}")
            .objects("--job", "two", "--select", "bronze.b")
            .get("SparkApplication shop-two-20260301102030456");

    assertThat(words(run.at("/spec/arguments")))
        .startsWith("run", "--select", "bronze.b", "--exclude", "gold", "--project");
  }

  @Test
  void aWordThatTheJobDoesNotHaveIsAddedAndOneThatItsVerbDoesNotTakeIsRefused() {
    Cli ingot = Cli.shop(folder, DAILY);

    assertThat(
            words(
                ingot
                    .objects("--job", "daily", "--select", "silver gold")
                    .get("SparkApplication shop-daily-20260301102030456")
                    .at("/spec/arguments")))
        .startsWith("run", "--select", "silver gold", "--project");
    assertThat(ingot.refused("--job", "daily", "--from", "2026-01-01"))
        .contains("which Ingot does not understand: Unknown option --from");
  }

  @Test
  void jsonIsOneListThatACommandCanApply() throws IOException {
    JsonNode list =
        new ObjectMapper().readTree(Cli.shop(folder, DAILY).printed("--output", "json"));

    assertThat(list.path("kind").asText()).isEqualTo("List");
    assertThat(list.at("/items/0/kind").asText()).isEqualTo("ServiceAccount");
    assertThat(list.at("/items/1/kind").asText()).isEqualTo("ScheduledSparkApplication");
  }

  @Test
  void whatIsPrintedSaysHowItWasMadeAndIsTheSameEachTime() {
    Cli ingot = Cli.shop(folder, DAILY);

    String once = ingot.printed();

    assertThat(once)
        .startsWith("# Made by 'ingot k8s --env dev' from the project shop.\napiVersion: v1\n");
    assertThat(ingot.printed()).isEqualTo(once);
  }

  @Test
  void aProjectWithoutAClusterIsToldWhatToAdd() {
    assertThat(Cli.in(folder).file("ingot.yml", "name: shop\nlake: l\n").refused())
        .startsWith("The environment dev has no cluster. Add 'cluster:' with an image and jobs");
    assertThat(Cli.in(folder).refused("--write", folder.resolve("out").toString()))
        .startsWith("No environment of ")
        .contains("Add 'cluster:'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "runn | The job daily says 'ingot runn', which Ingot cannot do. Did you mean 'run'?",
        "quality chek | The job daily says 'ingot quality chek', which Ingot cannot do. Did you"
            + " mean 'quality check'?",
        "run --selct silver | Unknown option --selct",
        "maintain --from 2026-01-01 | Unknown option --from",
        "run --env prod | The job daily says --env. Leave it out: the manifest says it.",
      })
  void wordsOfAJobAreReadBeforeAnythingIsWritten(String words, String message) {
    Cli ingot = Cli.shop(folder, "jobs: {daily: {do: " + words + ", schedule: '0 2 * * *'}}");
    Path out = folder.resolve("out");

    assertThat(ingot.refused("--write", out.toString())).contains(message);
    assertThat(out).doesNotExist();
  }

  @Test
  void aJobThatIsNotThereIsToldWithTheNearest() {
    assertThat(Cli.shop(folder, DAILY).refused("--job", "dayly"))
        .isEqualTo(
            "There is no job dayly in cluster.jobs of the environment dev. Did you mean 'daily'?");
  }

  @Test
  void wordsThatDoNotGoTogetherAreRefused() {
    Cli ingot = Cli.shop(folder, DAILY);

    assertThat(ingot.refused("--from", "2026-01-01"))
        .isEqualTo(
            "--once, --from, --to and --select are for one run of a job. Say --job NAME too.");
    assertThat(ingot.refused("--write", "out", "--job", "daily"))
        .isEqualTo("--write makes the whole tree, as YAML. Leave out --job and --output.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "conf: {spark.hadoop.fs.s3a.secret.key: geheim}",
        "conf: {spark.some.password: geheim}",
        "conf: {spark.driver.extraJavaOptions: '-Dpassword=geheim'}",
        "conf: {spark.a: 'https://me:geheim@host'}",
        "environment: {DB_PASSWORD: geheim}",
        "conf: {spark.hadoop.fs.azure.account.key.shop: geheim}",
        "conf: {spark.hadoop.fs.s3a.encryption.key: geheim}",
        "environment: {API: 'postgresql://me:geheim@host/db'}",
        "identity: {a: 'https://me:geheim@host'}",
      })
  void aSecretIsRefusedAndNotRepeated(String keys) {
    assertThat(Cli.shop(folder, keys, DAILY).refused())
        .contains("Put it into a Secret of the namespace, name the Secret in cluster.secrets")
        .doesNotContain("geheim");
  }

  @Test
  void aNameThatTellsWhereASecretIsMayBeSaid() {
    assertThat(
            Cli.shop(folder, "environment: {API_TOKEN_FILE: /run/token}", DAILY)
                .objects()
                .get("ScheduledSparkApplication shop-daily")
                .at("/spec/template/driver/env/0/value")
                .asText())
        .isEqualTo("/run/token");
  }

  @Test
  void theArnOfAKeyIsNoSecret() {
    assertThat(
            Cli.shop(folder, "conf: {spark.hadoop.fs.s3a.encryption.key: 'arn:aws:kms:a:1:key/b'}")
                .file("env/dev.yml", "cluster: {" + DAILY + "}\n")
                .objects()
                .get("ScheduledSparkApplication shop-daily")
                .at("/spec/template/sparkConf/spark.hadoop.fs.s3a.encryption.key")
                .asText())
        .isEqualTo("arn:aws:kms:a:1:key/b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spark.executor.instances | executors",
        "spark.dynamicAllocation.minExecutors | executors.min",
        "spark.kubernetes.container.image | image",
        "spark.kubernetes.authenticate.driver.serviceAccountName | service_account",
        "spark.hadoop.fs.s3a.endpoint.region | s3.endpoint and s3.region",
        "spark.eventLog.dir | history.logs",
      })
  void aSettingThatSomethingElseSaysIsRefused(String setting, String other) {
    assertThat(Cli.shop(folder, "conf: {" + setting + ": x}", DAILY).refused())
        .isEqualTo(
            "cluster.conf."
                + setting
                + " is said by "
                + other
                + ", which would win. Remove it here.");
  }

  @Test
  void aSettingThatSparkWouldPassOverIsRefused() {
    assertThat(Cli.shop(folder, "conf: {fs.s3a.threads.max: 5}", DAILY).refused())
        .startsWith("cluster.conf.fs.s3a.threads.max is no setting of Spark's");
  }

  @Test
  void aLakeOnADiskOfAPodIsRefused() {
    assertThat(Cli.shop(folder, DAILY).file("env/dev.yml", "lake: lake\n").refused())
        .startsWith("The lake is ")
        .contains("gone with it. Say a place that all pods reach, such as s3a://bucket/folder");
    assertThat(
            Cli.shop(folder, DAILY)
                .file("env/dev.yml", "history: {logs: 'file:/logs'}\n")
                .refused())
        .startsWith("history.logs is file:/logs");
  }

  @Test
  void jobsThatStartByThemselvesNeedLeasesThatHoldOnS3() {
    Cli ingot = Cli.shop(folder, DAILY).file("env/dev.yml", "lease: {kind: file}\n");

    assertThat(ingot.refused()).contains("Add 'lease: {kind: kubernetes}' to env/dev.yml.");

    ingot.file("env/dev.yml", "lease: {kind: file}\ncluster: {jobs: {daily: {suspend: true}}}\n");
    assertThat(ingot.objects()).containsKey("ScheduledSparkApplication shop-daily");
  }

  @Test
  void aRetryThatWouldFindTheTablesStillHeldIsRefused() {
    assertThat(Cli.shop(folder, "retry: {pause: 59s}", DAILY).refused())
        .startsWith("retry.pause of 59 s is shorter than lease.duration of 60 s");
  }

  @Test
  void aNameThatWouldBeTooLongForARunIsRefused() {
    String longest = "a".repeat(43 - "shop-".length());

    assertThat(Cli.shop(folder, "jobs: {" + longest + ": {do: run}}").objects())
        .containsKey("SparkApplication shop-" + longest);
    assertThat(Cli.shop(folder, "jobs: {" + longest + "b: {do: run}}").refused())
        .contains("which has 44 characters")
        .contains("use a job name that is 1 shorter");
  }

  @Test
  void theTreeIsWrittenAnewAndWhatBelongsToOthersStays() throws IOException {
    Path out = folder.resolve("out");
    Cli ingot =
        Cli.shop(folder, "jobs: {a: {do: run}, b: {do: run}}").file("out/mine/a.yaml", "a: b\n");
    ingot.printed("--write", out.toString());
    assertThat(out.resolve("base/job-shop-b.yaml")).exists();

    Cli.shop(folder, "jobs: {a: {do: run}}")
        .file("out/base/theirs.yaml", "c: d\n")
        .printed("--write", out.toString());

    assertThat(Cli.files(out))
        .containsOnlyKeys(
            "base/job-shop-a.yaml",
            "base/kustomization.yaml",
            "base/service-account.yaml",
            "base/theirs.yaml",
            "mine/a.yaml",
            "overlays/dev/kustomization.yaml");
  }

  @Test
  void theFilesOfAnotherProjectAreLeftAlone() throws IOException {
    Path out = folder.resolve("out");
    String keys = "lake: s3a://b/l\nlease: {kind: kubernetes}\ncluster:\n  image: r/a:1\n  jobs: ";
    Cli.shop(folder.resolve("a"), DAILY).printed("--write", out.toString());
    Map<String, String> before = Cli.files(out);
    Cli other =
        Cli.in(folder.resolve("b")).file("ingot.yml", "name: other\n" + keys + "{b: {do: run}}\n");

    assertThat(other.refused("--write", out.toString()))
        .contains("it was made by project shop. Write to another folder.");
    assertThat(Cli.files(out)).isEqualTo(before);
  }

  @Test
  void aFileOfAnotherProjectThatIsNotInTheWayStays() throws IOException {
    Path out = folder.resolve("out");
    Path theirs = out.resolve("base/job-other-b.yaml");
    Cli ingot =
        Cli.shop(folder, DAILY).file("out/base/job-other-b.yaml", WrittenFiles.head("other"));

    ingot.printed("--write", out.toString());

    assertThat(Files.readString(theirs)).isEqualTo(WrittenFiles.head("other"));
  }

  @Test
  void aFileOfSomebodyElseIsNotWrittenOver() throws IOException {
    Path mine = folder.resolve("out/base/kustomization.yaml");
    Cli ingot = Cli.shop(folder, DAILY).file("out/base/kustomization.yaml", "resources: []\n");

    assertThat(ingot.refused("--write", folder.resolve("out").toString()))
        .contains("it was not made by 'ingot k8s'. Move it");
    assertThat(Files.readString(mine)).isEqualTo("resources: []\n");
    assertThat(folder.resolve("out/base/service-account.yaml")).doesNotExist();
  }
}
