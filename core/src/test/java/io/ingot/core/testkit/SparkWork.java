package io.ingot.core.testkit;

import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/**
 * What Spark did for some work; these numbers hardly vary between machines.
 *
 * @param jobs number of jobs
 * @param rowsRead rows read from files
 * @param bytesRead bytes read from files, by the tasks' own metrics
 * @param bytesWritten bytes written to files
 */
public record SparkWork(long jobs, long rowsRead, long bytesRead, long bytesWritten) {
  /** What it did meanwhile. */
  public static SparkWork during(SparkSession spark, Runnable work) {
    AtomicLong jobs = new AtomicLong();
    AtomicLong rowsRead = new AtomicLong();
    AtomicLong bytesRead = new AtomicLong();
    AtomicLong bytesWritten = new AtomicLong();
    SparkListener counting =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart start) {
            jobs.incrementAndGet();
          }

          @Override
          public void onTaskEnd(SparkListenerTaskEnd end) {
            rowsRead.addAndGet(end.taskMetrics().inputMetrics().recordsRead());
            bytesRead.addAndGet(end.taskMetrics().inputMetrics().bytesRead());
            bytesWritten.addAndGet(end.taskMetrics().outputMetrics().bytesWritten());
          }
        };
    settle(spark);
    spark.sparkContext().addSparkListener(counting);
    try {
      work.run();
      settle(spark);
      return new SparkWork(jobs.get(), rowsRead.get(), bytesRead.get(), bytesWritten.get());
    } finally {
      spark.sparkContext().removeSparkListener(counting);
    }
  }

  private static void settle(SparkSession spark) {
    try {
      spark.sparkContext().listenerBus().waitUntilEmpty();
    } catch (TimeoutException e) {
      throw new IllegalStateException("Spark's listeners are behind.", e);
    }
  }
}
