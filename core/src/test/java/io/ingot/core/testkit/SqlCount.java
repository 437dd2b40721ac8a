package io.ingot.core.testkit;

import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart;

/** Counts the queries that Spark runs, those that one starts inside another too. */
public final class SqlCount extends SparkListener {
  private int started;

  private SqlCount() {}

  /** Does something and tells how many queries it took; nothing else may run meanwhile. */
  public static int of(SparkSession spark, Runnable something) throws Exception {
    SqlCount count = new SqlCount();
    spark.sparkContext().listenerBus().waitUntilEmpty();
    spark.sparkContext().addSparkListener(count);
    try {
      something.run();
      spark.sparkContext().listenerBus().waitUntilEmpty();
      return count.started();
    } finally {
      spark.sparkContext().removeSparkListener(count);
    }
  }

  private synchronized int started() {
    return started;
  }

  @Override
  public synchronized void onOtherEvent(SparkListenerEvent event) {
    if (event instanceof SparkListenerSQLExecutionStart) {
      started++;
    }
  }
}
