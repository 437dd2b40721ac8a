package io.ingot.tests.cluster;

import static io.ingot.tests.testkit.FaultyStore.Fault.fail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ingot.core.error.ProjectException;
import io.ingot.core.error.SourceException;
import io.ingot.core.lake.Lake;
import io.ingot.core.testkit.Sparks;
import io.ingot.tests.testkit.FaultyStore;
import io.ingot.tests.testkit.FaultyStore.Fault;
import io.ingot.tests.testkit.FaultyStore.Rule;
import io.ingot.tests.testkit.S3Server;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a command says of its store before it begins. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreProbeTest {
  private S3Server store;

  @BeforeAll
  void start(@TempDir Path folder) {
    store = S3Server.start(folder);
    use(store.endpoint());
  }

  @AfterAll
  void stop() {
    store.close();
  }

  /** The probe has a client of its own each time, so the settings of the moment hold. */
  private void use(String endpoint) {
    store.hadoop(endpoint).forEach(hadoop()::set);
  }

  private static Configuration hadoop() {
    return Sparks.session().sparkContext().hadoopConfiguration();
  }

  private Lake lake(String address) {
    SparkSession spark = Sparks.session();
    return new Lake(spark, address, "dev");
  }

  private Lake lake() {
    return lake(store.address("shop"));
  }

  private void with(Rule rule, Runnable asked) {
    try (FaultyStore faulty = FaultyStore.before(store)) {
      use(faulty.with(rule).endpoint());
      asked.run();
    } finally {
      use(store.endpoint());
    }
  }

  private void refuses(Rule rule, String... words) {
    with(
        rule,
        () ->
            assertThatThrownBy(() -> lake().toWrite())
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith("Cannot use the lake " + store.address("shop") + ": ")
                .hasMessageContainingAll(words)
                .message()
                .doesNotContain("canary"));
  }

  @Test
  void aGoodStoreIsAskedFiveTimesToWriteAndOnceToRead() {
    try (FaultyStore counted = FaultyStore.before(store)) {
      use(counted.endpoint());
      lake().toRead();
      assertThat(kinds(counted)).containsExactly("GET");
      lake(store.address("good")).toWrite();
      assertThat(kinds(counted)).containsExactly("GET", "GET", "PUT", "PUT", "GET", "DELETE");
    } finally {
      use(store.endpoint());
    }
    assertThat(store.files().resolve("good/_ingot/probe"))
        .satisfiesAnyOf(
            folder -> assertThat(folder).doesNotExist(),
            folder -> assertThat(folder).isEmptyDirectory());
  }

  private static List<String> kinds(FaultyStore counted) {
    return counted.requests().stream().map(request -> request.replaceFirst(" .*", "")).toList();
  }

  @Test
  void aLocalLakeIsNotAsked(@TempDir Path folder) {
    assertThatCode(() -> lake(folder.toString()).toWrite()).doesNotThrowAnyException();
  }

  @Test
  void anAddressWithoutABucketIsTheProjectsFault() {
    assertThatThrownBy(() -> lake("s3a:///shop").toRead())
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("names no bucket");
  }

  @Test
  void aMissingBucketIsTold() {
    String bucket = "none-" + store.bucket();
    store
        .hadoop(store.endpoint())
        .forEach((name, value) -> hadoop().set(name.replace(store.bucket(), bucket), value));

    assertThatThrownBy(() -> lake("s3a://" + bucket + "/shop").toRead())
        .hasMessageContaining("there is no such bucket");
  }

  @Test
  void aWrongAddressIsToldAtOnce() {
    Instant begun = Instant.now();
    try {
      use("http://127.0.0.1:1");
      assertThatThrownBy(() -> lake().toRead())
          .hasMessageContaining("nobody listens at http://127.0.0.1:1");
      use("http://store.invalid");
      // A resolver may keep silent about a name that nobody has.
      assertThatThrownBy(() -> lake().toRead())
          .message()
          .containsAnyOf(
              "no host of the name store.invalid", "http://store.invalid gave no answer");
      use(store.endpoint().replace("http:", "https:"));
      assertThatThrownBy(() -> lake().toRead()).hasMessageContaining("no secure connection to");
    } finally {
      use(store.endpoint());
    }
    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void aStoreThatDoesNotAnswerIsGivenUpAfterTenSeconds() {
    Instant begun = Instant.now();
    refuses(Rule.always("GET", Fault.delay(Duration.ofSeconds(30))), "answer");
    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(25));
  }

  @Test
  void aWrongLoginIsTold() {
    String secret = "fs.s3a.bucket." + store.bucket() + ".secret.key";
    String right = hadoop().get(secret);
    try {
      hadoop().set(secret, "canary-of-another");
      assertThatThrownBy(() -> lake().toRead())
          .hasMessageContaining("secret key is not the access key's")
          .message()
          .doesNotContain("canary");
    } finally {
      hadoop().set(secret, right);
    }
  }

  @Test
  void aMissingLoginIsTold() {
    assumeThat(System.getenv()).doesNotContainKey("AWS_ACCESS_KEY_ID");
    String provider = "fs.s3a.bucket." + store.bucket() + ".aws.credentials.provider";
    String right = hadoop().get(provider);
    try {
      hadoop().set(provider, "com.amazonaws.auth.EnvironmentVariableCredentialsProvider");
      assertThatThrownBy(() -> lake().toRead())
          .hasMessageContainingAll("there is no login for the store", "AWS_ACCESS_KEY_ID");
    } finally {
      hadoop().set(provider, right);
    }
  }

  @Test
  void whatIsForbiddenIsNamed() {
    refuses(
        Rule.always("GET .*list-type", fail(403, "AccessDenied")), "list (s3:ListBucket)", "403");
    refuses(Rule.always("PUT .*probe", fail(403, "AccessDenied")), "write (s3:PutObject)", "403");
    refuses(Rule.always("GET .*probe/", fail(403, "AccessDenied")), "read (s3:GetObject)", "403");
    refuses(
        Rule.always("DELETE .*probe", fail(403, "AccessDenied")),
        "delete (s3:DeleteObject)",
        "403");
  }

  @Test
  void theAnswersOfS3AreToldWithWhatToDo() {
    refuses(Rule.always("GET", fail(400, "ExpiredToken")), "session of the login has ended");
    refuses(Rule.always("GET", fail(403, "RequestTimeTooSkewed")), "clock", "NTP");
    refuses(Rule.always("GET", fail(301, "PermanentRedirect")), "another region", "Set s3.region");
  }

  @Test
  void aStoreThatWritesOverIsNotTrusted() {
    refuses(
        Rule.always("PUT .*probe", Fault.sayDone("8da843ff65205a61374b09b81ed0fa35")),
        "no conditional writes",
        "Use a store that has them");
    refuses(Rule.always("PUT .*probe", fail(501, "NotImplemented")), "no conditional writes");
  }

  @Test
  void itsRequestsDemandWhatThoseOfTheLakesOwnFilesDo() {
    Map<String, String> demands =
        Map.of("encryption.algorithm", "AES256", "acl.default", "BucketOwnerFullControl");
    String bucket = "fs.s3a.bucket." + store.bucket() + ".";
    try (FaultyStore faulty = FaultyStore.before(store)) {
      use(faulty.endpoint());
      demands.forEach((name, value) -> hadoop().set(bucket + name, value));
      // The store of the tests does not know these headers.
      assertThatThrownBy(() -> lake().toWrite()).isInstanceOf(SourceException.class);

      assertThat(faulty.heads())
          .filteredOn(head -> head.get(0).startsWith("PUT "))
          .isNotEmpty()
          .allSatisfy(
              head ->
                  assertThat(head)
                      .contains(
                          "x-amz-server-side-encryption: AES256",
                          "x-amz-acl: bucket-owner-full-control",
                          "If-None-Match: *"));
    } finally {
      demands.keySet().forEach(name -> hadoop().unset(bucket + name));
      use(store.endpoint());
    }
  }

  @Test
  void aLostAnswerAndABusyStoreAreNoFault() {
    with(
        Rule.once("PUT .*probe", Fault.loseReply()),
        () -> assertThatCode(() -> lake().toWrite()).doesNotThrowAnyException());
    with(
        Rule.always("GET", fail(503, "SlowDown")),
        () -> assertThatCode(() -> lake().toRead()).doesNotThrowAnyException());
  }
}
