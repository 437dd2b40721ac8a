package io.ingot.etl.bronze.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.executor.InputMetrics;

/** A file's bytes as they are stored, counted; in a task, also as what it reads. */
final class StoredBytes extends FilterInputStream {
  private final Optional<InputMetrics> metrics;
  private long count;

  StoredBytes(InputStream in) {
    super(in);
    metrics = Optional.ofNullable(TaskContext.get()).map(task -> task.taskMetrics().inputMetrics());
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    count(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] bytes, int from, int most) throws IOException {
    int read = super.read(bytes, from, most);
    count(Math.max(0, read));
    return read;
  }

  private void count(int read) {
    count += read;
    metrics.ifPresent(task -> task.incBytesRead(read));
  }

  /** Bytes that were read. */
  long count() {
    return count;
  }
}
