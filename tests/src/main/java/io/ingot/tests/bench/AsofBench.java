package io.ingot.tests.bench;

import com.sun.management.OperatingSystemMXBean;
import io.ingot.core.lake.LakeSession;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The main of {@code bin/bench --asof}: what a point-in-time join takes as Ingot does it and as one
 * does it by joining each label with all rows before it, on the same files in one process, in turn.
 * Also what Ingot's takes where nine rows in ten are of one customer; the others would compare most
 * of all pairs then and are spared that.
 */
final class AsofBench {
  private final AsofInput input;
  private final AsofOptions options;
  private final PrintStream out;
  private final Map<String, Row> answers = new HashMap<>();

  private AsofBench(AsofInput input, AsofOptions options, PrintStream out) {
    this.input = input;
    this.options = options;
    this.out = out;
  }

  public static void main(String[] arguments) throws Exception {
    Path house = Path.of(System.getProperty("ingot.home")).toAbsolutePath().normalize();
    Path folder = house.resolve("tests/target/bench-asof");
    try {
      AsofOptions options = AsofOptions.parse(List.of(arguments));
      System.setProperty("spark.master", "local[" + Arena.CORES + "]");
      System.setProperty("spark.ui.enabled", "false");
      FileUtils.deleteDirectory(folder.toFile());
      try (SparkSession spark = LakeSession.open("bench")) {
        new AsofBench(new AsofInput(spark, options, folder), options, System.out).run();
      }
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (BenchFailure e) {
      System.err.println(e.getMessage());
      System.exit(1);
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
  }

  private void run() throws IOException {
    out.printf(
        Locale.ROOT,
        "Generating %,d labels and %,d rows of %,d customers ...%n",
        options.labels(),
        options.history(),
        options.entities());
    input.write("even");
    input.write("hot");
    // What is measured is the join, not a Java that is still warming up.
    round(new AsofScores());
    AsofScores scores = new AsofScores();
    for (int round = 1; round <= options.runs(); round++) {
      round(scores);
      out.printf(Locale.ROOT, "Run %d of %d is over.%n", round, options.runs());
    }
    out.println();
    out.print(scores.table());
  }

  private void round(AsofScores scores) {
    for (AsofWay way : AsofWay.values()) {
      scores.add(way, "even", measured(way, "even"));
    }
    scores.add(AsofWay.INGOT, "hot", measured(AsofWay.INGOT, "hot"));
  }

  private Cost measured(AsofWay way, String keys) {
    System.gc();
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long processor = system.getProcessCpuTime();
    long start = System.nanoTime();
    Row answer =
        way.join(input.labels(keys), input.history(keys))
            .selectExpr(
                "count(*)",
                "count(value)",
                "bit_xor(xxhash64(id, value))",
                "bit_xor(xxhash64(t, value))")
            .head();
    double wall = (System.nanoTime() - start) / 1e9;
    double cpu = (system.getProcessCpuTime() - processor) / 1e9;
    Row first = answers.putIfAbsent(keys, answer);
    if (first != null && !first.equals(answer)) {
      throw new BenchFailure(
          "%s answers %s, and others answered %s.".formatted(way.word(), answer, first));
    }
    return new Cost(wall, cpu, 0, Map.of());
  }
}
