package io.ingot.features;

import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/** How many rows Spark's tasks read from files. */
final class RowsRead {
  private RowsRead() {}

  static long during(SparkSession spark, Runnable work) {
    AtomicLong rows = new AtomicLong();
    SparkListener counting =
        new SparkListener() {
          @Override
          public void onTaskEnd(SparkListenerTaskEnd end) {
            rows.addAndGet(end.taskMetrics().inputMetrics().recordsRead());
          }
        };
    settle(spark);
    spark.sparkContext().addSparkListener(counting);
    try {
      work.run();
      settle(spark);
      return rows.get();
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
