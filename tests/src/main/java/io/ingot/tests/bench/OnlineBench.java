package io.ingot.tests.bench;

import io.ingot.core.cli.Console;
import io.ingot.core.cli.Launcher;
import io.ingot.core.error.ExitCode;
import io.ingot.core.lake.LakeSession;
import io.ingot.features.online.OnlineFeatures;
import io.ingot.features.online.OnlineRow;
import io.ingot.features.online.OnlineValue;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;
import redis.embedded.RedisServer;

/**
 * The main of {@code bin/bench --online}: how long a push of many entities takes, and a read of ten
 * features of one entity and of a hundred, from a Redis on this machine.
 */
final class OnlineBench {
  private static final int WARM_UP = 3_000;
  private static final int MANY = 100;

  private final OnlineOptions options;
  private final PrintStream out;

  private OnlineBench(OnlineOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  public static void main(String[] arguments) throws Exception {
    Path house = Path.of(System.getProperty("ingot.home")).toAbsolutePath().normalize();
    boolean holds;
    try {
      OnlineOptions options = OnlineOptions.parse(List.of(arguments));
      holds = new OnlineBench(options, System.out).run(house.resolve("tests/target/bench-online"));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    } catch (BenchFailure e) {
      System.err.println(e.getMessage());
      System.exit(1);
      return;
    }
    System.exit(holds ? 0 : 1);
  }

  /** Whether reads of one entity kept within their bound. */
  private boolean run(Path folder) throws IOException {
    FileUtils.deleteDirectory(folder.toFile());
    int port = freePort();
    RedisServer redis =
        RedisServer.newRedisServer().port(port).bind("127.0.0.1").setting("save \"\"").build();
    redis.start();
    try {
      ServedShop shop = new ServedShop(folder);
      push(shop, port);
      try (OnlineFeatures features = OnlineFeatures.open(shop.project())) {
        Random random = new Random(42);
        read(features, random, 1, WARM_UP);
        double[] one = read(features, random, 1, options.reads());
        read(features, random, MANY, WARM_UP / MANY);
        double[] many = read(features, random, MANY, options.reads() / 10);
        out.printf(Locale.ROOT, "%nreads, milliseconds          p50     p99     most%n");
        print("10 features of 1 entity", one);
        print("10 features of 100 entities", many);
        return at(one, 0.99) <= options.atMost();
      }
    } finally {
      redis.stop();
    }
  }

  private void push(ServedShop shop, int port) throws IOException {
    System.setProperty("spark.master", "local[" + Arena.CORES + "]");
    System.setProperty("spark.ui.enabled", "false");
    PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), false);
    try (SparkSession spark = LakeSession.open("bench")) {
      shop.write(spark, port, options.entities());
      long start = System.nanoTime();
      ExitCode code =
          new Launcher(Launcher.verbs(), Console.to(nowhere, System.err))
              .launch("features", "materialize", "--project", shop.folder().toString());
      double seconds = (System.nanoTime() - start) / 1e9;
      if (code != ExitCode.DONE) {
        throw new BenchFailure("The push ended with " + code + ".");
      }
      out.printf(
          Locale.ROOT,
          "Pushed %,d entities with 10 features each in %.1f s, %,.0f a second.%n",
          options.entities(),
          seconds,
          options.entities() / seconds);
    }
  }

  /** The milliseconds of each read, sorted. */
  private double[] read(OnlineFeatures features, Random random, int entities, int reads) {
    double[] took = new double[reads];
    for (int i = 0; i < reads; i++) {
      List<Map<String, Long>> asked =
          IntStream.range(0, entities)
              .mapToObj(each -> Map.of("customer_id", (long) random.nextInt(options.entities())))
              .toList();
      long start = System.nanoTime();
      List<OnlineRow> rows = features.read(ServedShop.SERVICE, asked);
      took[i] = (System.nanoTime() - start) / 1e6;
      if (!rows.stream().allMatch(OnlineBench::isWhole)) {
        throw new BenchFailure("A read lacks values that were pushed.");
      }
    }
    Arrays.sort(took);
    return took;
  }

  private static boolean isWhole(OnlineRow row) {
    return row.values().size() == 10
        && row.values().values().stream()
            .allMatch(value -> value.status() == OnlineValue.Status.PRESENT);
  }

  private void print(String what, double[] took) {
    out.printf(
        Locale.ROOT,
        "%-28s %7.3f %7.3f %7.3f%n",
        what,
        at(took, 0.5),
        at(took, 0.99),
        took[took.length - 1]);
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
