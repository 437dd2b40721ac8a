package io.ingot.core.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class StoreFailureTest {
  /** An answer to HEAD has no body, so the SDK takes the words of the status for the code. */
  @Test
  void anAnswerWithoutACodeIsUnderstood() {
    assertThat(
            sentence(
                "getFileStatus on s3a://acme-raw/sales/a.csv: AmazonS3Exception: Forbidden"
                    + " (Service: Amazon S3; Status Code: 403; Error Code: 403 Forbidden;"
                    + " Request ID: 1)"))
        .startsWith("Cannot use an object store: the login is not allowed to (403 Forbidden).")
        .endsWith(" It was asked for s3a://acme-raw/sales/a.csv.");
  }

  @Test
  void anAddressIsToldUpToWhatCouldBeAValueAndWithoutALogin() {
    assertThat(sentence(missing("s3a://acme/silver/day=canary/part.parquet")))
        .endsWith("mend the address. It was asked for s3a://acme/silver.");
    assertThat(sentence(missing("s3a://key:canary@acme/silver"))).endsWith("mend the address.");
    assertThat(sentence(missing("a bucket"))).endsWith("mend the address.");
  }

  @Test
  void whatIsNoStoresHasNoSentence() {
    assertThat(StoreFailure.sentence(new IOException("s3a://acme/silver is a folder"))).isEmpty();
  }

  private static String missing(String address) {
    return "open " + address + ": (Status Code: 404; Error Code: NoSuchBucket; Request ID: 1)";
  }

  private static String sentence(String words) {
    return StoreFailure.sentence(new IllegalStateException("task", new IOException(words)))
        .orElseThrow();
  }
}
