package io.ingot.core.testkit;

import io.ingot.core.lake.LakeSession;
import org.apache.spark.sql.SparkSession;

/** The one Spark session of a test JVM: two cores, two shuffle partitions, no UI. */
public final class Sparks {
  private Sparks() {}

  /** The shared session; it ends with the JVM. */
  public static SparkSession session() {
    return Holder.SESSION;
  }

  private static final class Holder {
    static final SparkSession SESSION = open();

    private static SparkSession open() {
      System.setProperty("spark.master", "local[2]");
      System.setProperty("spark.sql.shuffle.partitions", "2");
      return LakeSession.open("ingot-tests");
    }
  }
}
