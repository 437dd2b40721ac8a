package io.ingot.core.lake;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.apache.hadoop.fs.s3a.WriteOperationHelper;
import org.apache.hadoop.fs.s3a.statistics.impl.EmptyS3AStatisticsContext;
import org.apache.hadoop.fs.store.audit.AuditSpan;

/** S3A's writes without S3A's patience, for a caller that has its own. */
final class SingleTry extends WriteOperationHelper {
  SingleTry(S3AFileSystem store, AuditSpan span) {
    super(store, hasty(store.getConf()), new EmptyS3AStatisticsContext(), store, span);
  }

  private static Configuration hasty(Configuration configuration) {
    Configuration hasty = new Configuration(configuration);
    hasty.setInt("fs.s3a.retry.limit", 0);
    hasty.setInt("fs.s3a.retry.throttle.limit", 0);
    return hasty;
  }
}
