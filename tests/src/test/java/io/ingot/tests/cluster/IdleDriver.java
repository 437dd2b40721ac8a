package io.ingot.tests.cluster;

import java.io.IOException;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/**
 * A driver that asks a cluster for executors and does nothing with them; it ends when it is told a
 * line. Its settings are the process's properties.
 */
final class IdleDriver {
  private IdleDriver() {}

  public static void main(String[] arguments) throws IOException {
    SparkContext spark = new SparkContext(new SparkConf());
    try {
      System.in.read();
    } finally {
      spark.stop();
    }
  }
}
