package io.ingot.app.history;

import org.apache.spark.SparkConf;

/**
 * Settings of a server that only this machine reaches. Spark's pages listen on every address unless
 * a variable of the environment says otherwise, and there is no setting for it.
 */
final class LoopbackConf extends SparkConf {
  static final String ADDRESS = "127.0.0.1";

  private static final long serialVersionUID = 1L;

  @Override
  public String getenv(String name) {
    return name.equals("SPARK_LOCAL_IP") ? ADDRESS : super.getenv(name);
  }
}
