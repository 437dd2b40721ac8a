package io.ingot.tests.bench;

import com.sun.management.OperatingSystemMXBean;
import io.ingot.core.cli.Conductor;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.OutputFormat;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeSession;
import io.ingot.core.project.Project;
import io.ingot.core.project.ProjectLoader;
import io.ingot.core.project.TableName;
import io.ingot.core.run.RunRecord;
import io.ingot.core.run.StageRecord;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;

/**
 * The main of {@code bin/bench --dirt}: what a batch costs of which one row in fifty is bad, as a
 * multiple of the same batch without, for the first load of a table and for a merge into one. All
 * happens in one process, in turn, so that both meet the same machine.
 */
final class DirtBench {
  private static final int DIRTY_EVERY = 50;
  private static final String ADDED = "silver.added";
  private static final String MERGED = "silver.merged";

  private final Path house;
  private final Path folder;
  private final DirtOptions options;
  private final SparkSession spark;
  private final PrintStream out;

  private DirtBench(Path house, DirtOptions options, SparkSession spark, PrintStream out) {
    this.house = house;
    this.folder = house.resolve("tests/target/bench-dirt");
    this.options = options;
    this.spark = spark;
    this.out = out;
  }

  public static void main(String[] arguments) throws Exception {
    Path house = Path.of(System.getProperty("ingot.home")).toAbsolutePath().normalize();
    boolean holds;
    try {
      DirtOptions options = DirtOptions.parse(List.of(arguments));
      System.setProperty("spark.master", "local[" + Arena.CORES + "]");
      System.setProperty("spark.ui.enabled", "false");
      try (SparkSession spark = LakeSession.open("bench")) {
        holds = new DirtBench(house, options, spark, System.out).run();
      }
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

  /** Whether the dirty batch kept within its bound. */
  private boolean run() throws IOException {
    FileUtils.deleteDirectory(folder.toFile());
    DirtScores scores = new DirtScores();
    // What is measured is Ingot, not a Java that is still warming up.
    round(0, options.rows(), new DirtScores());
    for (int round = 1; round <= options.runs(); round++) {
      round(round, options.rows(), scores);
      out.printf(Locale.ROOT, "Run %d of %d is over.%n", round, options.runs());
    }
    out.printf(Locale.ROOT, "%n%,d rows, of the dirty ones 2 %% bad.%n%n", options.rows());
    out.print(scores.table());
    return scores.keepWithin(options.atMost());
  }

  private void round(int round, long rows, DirtScores scores) throws IOException {
    Path input = folder.resolve("input-" + rows);
    Delivery base = new Delivery(0, rows, 0, 0);
    Delivery batch = new Delivery(rows / 2, rows, 1, DIRTY_EVERY);
    if (!Files.exists(input)) {
      out.printf(Locale.ROOT, "Generating %,d rows ...%n", rows);
      base.write(input.resolve("base"));
      batch.clean().write(input.resolve("clean"));
      batch.write(input.resolve("dirty"));
      for (String kind : List.of("clean", "dirty")) {
        prepare(input, kind);
      }
    }
    // Each goes first every other time.
    List<String> kinds = round % 2 == 0 ? List.of("clean", "dirty") : List.of("dirty", "clean");
    for (String kind : kinds) {
      Path lake = folder.resolve("lake-" + round + "-" + kind);
      FileUtils.copyDirectory(prepared(input, kind).toFile(), lake.toFile());
      long dirty = kind.equals("dirty") ? batch.dirty() : 0;
      for (String table : List.of(ADDED, MERGED)) {
        scores.add(table, kind, measured(input, kind, lake, table, rows, dirty));
      }
      FileUtils.deleteDirectory(lake.toFile());
    }
  }

  /** Everything but the batches that are measured. */
  private void prepare(Path input, String kind) {
    Path lake = prepared(input, kind);
    run(input, kind, lake, "bronze.base");
    run(input, kind, lake, MERGED);
    run(input, kind, lake, "bronze.batch");
  }

  private static Path prepared(Path input, String kind) {
    return input.resolve("lake-" + kind);
  }

  private Cost measured(Path input, String kind, Path lake, String table, long rows, long dirty) {
    System.gc();
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long processor = system.getProcessCpuTime();
    long start = System.nanoTime();
    StageRecord stage = run(input, kind, lake, table);
    double wall = (System.nanoTime() - start) / 1e9;
    double cpu = (system.getProcessCpuTime() - processor) / 1e9;
    if (stage.read() != rows || stage.quarantined() != dirty) {
      throw new BenchFailure(
          "%s read %d rows and refused %d, but %d and %d were generated."
              .formatted(table, stage.read(), stage.quarantined(), rows, dirty));
    }
    return new Cost(wall, cpu, 0, Map.of());
  }

  private StageRecord run(Path input, String kind, Path lake, String... tables) {
    System.setProperty("ingot.env.INGOT_BENCH_HOME", input.toString());
    System.setProperty("ingot.env.INGOT_BENCH_BATCH", kind);
    System.setProperty("ingot.env.INGOT_BENCH_LAKE", lake.toString());
    Project project =
        ProjectLoader.load(house.resolve("tests/src/main/bench/dirt"), "dev").orThrow();
    PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), false);
    Set<TableName> selected = Arrays.stream(tables).map(TableName::of).collect(Collectors.toSet());
    RunRecord run =
        new Conductor(
                project,
                new Lake(spark.newSession(), project.lake(), "dev"),
                Console.to(nowhere, nowhere))
            .run(selected, OutputFormat.TEXT);
    List<StageRecord> published =
        run.stages().stream().filter(stage -> stage.outcome().matches("published|warned")).toList();
    if (published.size() != 1) {
      throw new BenchFailure(
          "Cannot run " + Stream.of(tables).collect(Collectors.joining(", ")) + ": " + run);
    }
    return published.get(0);
  }
}
