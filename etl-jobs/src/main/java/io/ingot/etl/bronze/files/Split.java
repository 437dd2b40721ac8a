package io.ingot.etl.bronze.files;

import io.ingot.core.batch.SourceFile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.internal.SQLConf;

/**
 * A part of a file: the records that begin in {@code [from, until)} of its unpacked bytes.
 *
 * @param until the largest number for a file as a whole
 */
record Split(SourceFile file, long from, long until) implements Serializable {
  /** Shortest part but for the last; a header is sought in the first part alone. */
  static final int SHORTEST = 1 << 12;

  /**
   * Parts of files, by the tasks that read them: of about the same size, so many that every core
   * has one, and several small files to a task, as Spark's own readers have it.
   *
   * @param divisible whether a file may be read from anywhere
   */
  static List<List<Split>> tasks(
      SparkSession spark, List<SourceFile> files, Predicate<SourceFile> divisible) {
    SQLConf conf = spark.sessionState().conf();
    long opening = conf.filesOpenCostInBytes();
    long all = files.stream().mapToLong(file -> file.bytes() + opening).sum();
    long share = Math.max(opening, all / spark.sparkContext().defaultParallelism());
    long most = Math.max(SHORTEST, Math.min(conf.filesMaxPartitionBytes(), share));
    List<List<Split>> tasks = new ArrayList<>();
    List<Split> task = new ArrayList<>();
    long filled = 0;
    for (SourceFile file : files) {
      for (Split split : parts(file, divisible.test(file) ? most : Long.MAX_VALUE)) {
        if (!task.isEmpty() && filled + split.bytes() > most) {
          tasks.add(List.copyOf(task));
          task.clear();
          filled = 0;
        }
        task.add(split);
        filled += split.bytes() + opening;
      }
    }
    if (!task.isEmpty()) {
      tasks.add(List.copyOf(task));
    }
    return tasks;
  }

  private static List<Split> parts(SourceFile file, long most) {
    if (most == Long.MAX_VALUE) {
      return List.of(new Split(file, 0, most));
    }
    List<Split> parts = new ArrayList<>();
    for (long from = 0; from < file.bytes(); from += most) {
      parts.add(new Split(file, from, Math.min(file.bytes(), from + most)));
    }
    return parts;
  }

  private long bytes() {
    return Math.min(file.bytes(), until) - from;
  }
}
