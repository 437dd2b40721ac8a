package io.ingot.quality.state;

import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/** What Spark's tasks read from files for some work, by their own metrics. */
public record Reading(long rows, long bytes) {
  public static Reading during(SparkSession spark, Runnable work) {
    AtomicLong rows = new AtomicLong();
    AtomicLong bytes = new AtomicLong();
    SparkListener counting =
        new SparkListener() {
          @Override
          public void onTaskEnd(SparkListenerTaskEnd end) {
            rows.addAndGet(end.taskMetrics().inputMetrics().recordsRead());
            bytes.addAndGet(end.taskMetrics().inputMetrics().bytesRead());
          }
        };
    settle(spark);
    spark.sparkContext().addSparkListener(counting);
    try {
      work.run();
      settle(spark);
      return new Reading(rows.get(), bytes.get());
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
