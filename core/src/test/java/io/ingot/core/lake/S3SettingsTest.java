package io.ingot.core.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.project.ObjectStore;
import io.ingot.core.project.ObjectStore.Credentials;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

class S3SettingsTest {
  private static final String S3A = "spark.hadoop.fs.s3a.";

  @Test
  void amazonsOwnStoreIsLeftToFindItsRegionAndHasALoginFromTheEnvironment() {
    assertThat(S3Settings.of(ObjectStore.usual()))
        .doesNotContainKeys(S3A + "endpoint", S3A + "endpoint.region")
        .containsEntry(S3A + "path.style.access", "false")
        .containsEntry(
            S3A + "aws.credentials.provider",
            "com.amazonaws.auth.EnvironmentVariableCredentialsProvider");
  }

  @Test
  void aStoreOfOnesOwnHasSomeRegionUnlessOneIsSaid() {
    assertThat(of("http://minio:9000", Optional.empty()))
        .containsEntry(S3A + "endpoint", "http://minio:9000")
        .containsEntry(S3A + "endpoint.region", "us-east-1")
        .containsEntry(S3A + "path.style.access", "true");
    assertThat(of("http://minio:9000", Optional.of("eu-central-1")))
        .containsEntry(S3A + "endpoint.region", "eu-central-1");
  }

  @Test
  void theSchemeOfAnAddressSaysWhetherItIsSecure() {
    assertThat(of("http://minio:9000", Optional.empty()))
        .containsEntry(S3A + "connection.ssl.enabled", "false");
    assertThat(of("https://ceph.example.com", Optional.empty()))
        .containsEntry(S3A + "connection.ssl.enabled", "true");
  }

  @Test
  void everyKindOfLoginIsNamedByAClassThatIsThere() throws ClassNotFoundException {
    for (Credentials kind : Credentials.values()) {
      String provider =
          S3Settings.of(new ObjectStore(Optional.empty(), Optional.empty(), false, kind))
              .get(S3A + "aws.credentials.provider");
      assertThat(Class.forName(provider)).as(kind.name()).isPublic();
    }
  }

  @Test
  void aStoreIsGivenUpInMinutesAndAskedGently() {
    assertThat(S3Settings.of(ObjectStore.usual()))
        .containsEntry(S3A + "attempts.maximum", "5")
        .containsEntry(S3A + "retry.limit", "7")
        .containsEntry(S3A + "retry.interval", "500ms")
        .containsEntry(S3A + "retry.throttle.limit", "20")
        .containsEntry(S3A + "retry.throttle.interval", "500ms")
        .containsEntry(S3A + "connection.timeout", "30000")
        .containsEntry(S3A + "connection.establish.timeout", "5000")
        .containsEntry(S3A + "connection.request.timeout", "60000")
        .containsEntry(S3A + "connection.maximum", "200");
  }

  @Test
  void noWriteDeletesTheFoldersAboveItNorTheUploadsOfOthers() {
    assertThat(S3Settings.of(ObjectStore.usual()))
        .containsEntry(S3A + "directory.marker.retention", "keep")
        .containsEntry(S3A + "multipart.purge", "false");
  }

  @Test
  void anObjectThatChangesUnderItsReaderIsAnError() {
    assertThat(S3Settings.of(ObjectStore.usual()))
        .containsEntry(S3A + "change.detection.mode", "server")
        .containsEntry(S3A + "change.detection.version.required", "false");
  }

  @Test
  void readingBeginsInOrderAndALogIsListedFromWhereItIsAskedFor() {
    assertThat(S3Settings.of(ObjectStore.usual()))
        .containsEntry(S3A + "experimental.input.fadvise", "normal")
        .containsEntry("spark.hadoop.delta.enableFastS3AListFrom", "true");
  }

  @Test
  void whatIsToBeSentWaitsOnSparksScratchDiskOrInTheJvmsTemporaryFolder() {
    Configuration hadoop = new Configuration(false);
    S3Settings.of(ObjectStore.usual())
        .forEach((name, value) -> hadoop.set(name.replace("spark.hadoop.", ""), value));

    String scratch =
        Optional.ofNullable(System.getenv("SPARK_LOCAL_DIRS"))
            .orElseGet(() -> System.getProperty("java.io.tmpdir"));
    assertThat(hadoop.get("fs.s3a.buffer.dir")).isEqualTo(scratch + "/s3a");
    assertThat(hadoop.get("fs.s3a.fast.upload.buffer")).isEqualTo("disk");
    assertThat(hadoop.get("fs.s3a.fast.upload.active.blocks")).isEqualTo("2");
  }

  private static Map<String, String> of(String endpoint, Optional<String> region) {
    return S3Settings.of(
        new ObjectStore(Optional.of(endpoint), region, true, Credentials.ENVIRONMENT));
  }
}
