package io.ingot.core.lake;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.s3a.AWSServiceIOException;
import org.apache.hadoop.fs.s3a.S3ARetryPolicy;
import org.apache.hadoop.io.retry.RetryPolicy;

/**
 * As patient as S3A, but for the one answer that asking again cannot change: S3A 3.3.4 knows no
 * conditional writes and would ask for minutes.
 */
final class RefusalIsFinal implements RetryPolicy {
  private static final int PRECONDITION_FAILED = 412;

  private final RetryPolicy usual;

  RefusalIsFinal(Configuration configuration) {
    this.usual = new S3ARetryPolicy(configuration);
  }

  /** Whether the store says that the condition of a write does not hold. */
  static boolean isRefusal(Exception failure) {
    return failure instanceof AWSServiceIOException
        && ((AWSServiceIOException) failure).getStatusCode() == PRECONDITION_FAILED;
  }

  @Override
  public RetryAction shouldRetry(Exception failure, int retries, int failovers, boolean idempotent)
      throws Exception {
    return isRefusal(failure)
        ? RetryAction.FAIL
        : usual.shouldRetry(failure, retries, failovers, idempotent);
  }
}
