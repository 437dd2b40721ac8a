package io.ingot.etl.silver;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.execution.SparkPlanInfo;
import org.apache.spark.sql.execution.ui.SparkListenerSQLAdaptiveExecutionUpdate;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart;
import scala.collection.JavaConverters;

/**
 * Counts the bytes that Spark's tasks read from one table. A task tells bytes and no path, but also
 * which metrics it moved, and those belong to the scans of a plan, which tell their folder.
 */
final class FolderBytes extends SparkListener {
  private final String folder;
  private final Set<Long> metricsOfScans = new HashSet<>();
  private final List<Task> tasks = new ArrayList<>();

  private FolderBytes(String folder) {
    this.folder = folder;
  }

  /** Does something and tells how many bytes of the folder it took. */
  static long read(SparkContext spark, String folder, Runnable something) throws Exception {
    FolderBytes bytes = new FolderBytes(folder);
    spark.addSparkListener(bytes);
    try {
      something.run();
      spark.listenerBus().waitUntilEmpty();
      return bytes.sum();
    } finally {
      spark.removeSparkListener(bytes);
    }
  }

  private synchronized long sum() {
    return tasks.stream()
        .filter(task -> task.metrics().stream().anyMatch(metricsOfScans::contains))
        .mapToLong(Task::bytes)
        .sum();
  }

  @Override
  public synchronized void onOtherEvent(SparkListenerEvent event) {
    if (event instanceof SparkListenerSQLExecutionStart start) {
      look(start.sparkPlanInfo());
    } else if (event instanceof SparkListenerSQLAdaptiveExecutionUpdate update) {
      look(update.sparkPlanInfo());
    }
  }

  private void look(SparkPlanInfo plan) {
    if (plan.metadata().get("Location").exists(place -> place.contains(folder))) {
      JavaConverters.seqAsJavaList(plan.metrics())
          .forEach(metric -> metricsOfScans.add(metric.accumulatorId()));
    }
    JavaConverters.seqAsJavaList(plan.children()).forEach(this::look);
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    tasks.add(
        new Task(
            end.taskMetrics().inputMetrics().bytesRead(),
            JavaConverters.seqAsJavaList(end.taskInfo().accumulables().toSeq()).stream()
                .map(AccumulableInfo::id)
                .toList()));
  }

  private record Task(long bytes, List<Long> metrics) {}
}
