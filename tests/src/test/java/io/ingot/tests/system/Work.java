package io.ingot.tests.system;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Counts what Spark does while something runs; these numbers hardly vary between machines. */
final class Work extends SparkListener {
  private final AtomicLong jobs = new AtomicLong();
  private final AtomicLong bytesRead = new AtomicLong();
  private final AtomicLong bytesWritten = new AtomicLong();

  private Work() {}

  /** Does something and tells what it took. */
  static Done of(SparkContext spark, Runnable something) throws Exception {
    Work work = new Work();
    spark.addSparkListener(work);
    try {
      something.run();
      spark.listenerBus().waitUntilEmpty();
      return new Done(work.jobs.get(), work.bytesRead.get(), work.bytesWritten.get());
    } finally {
      spark.removeSparkListener(work);
    }
  }

  @Override
  public void onJobStart(SparkListenerJobStart job) {
    jobs.incrementAndGet();
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    TaskMetrics metrics = task.taskMetrics();
    bytesRead.addAndGet(metrics.inputMetrics().bytesRead());
    bytesWritten.addAndGet(metrics.outputMetrics().bytesWritten());
  }

  /**
   * What it took.
   *
   * @param jobs Spark jobs
   * @param bytesRead by tasks, from files
   * @param bytesWritten by tasks, to files
   */
  record Done(long jobs, long bytesRead, long bytesWritten) {}
}
