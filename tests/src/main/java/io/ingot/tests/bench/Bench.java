package io.ingot.tests.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.io.FileUtils;

/** The main of {@code bin/bench}: generate, run in turn, compare, and only then print numbers. */
final class Bench {
  private static final long SEED = 17;
  private static final int LINES_TOLD = 25;

  private final BenchOptions options;
  private final Arena arena;
  private final PrintStream out;

  private Bench(BenchOptions options, Arena arena, PrintStream out) {
    this.options = options;
    this.arena = arena;
    this.out = out;
  }

  public static void main(String[] arguments) throws Exception {
    Path house = Path.of(System.getProperty("ingot.home")).toAbsolutePath().normalize();
    try {
      BenchOptions options = BenchOptions.parse(List.of(arguments));
      new Bench(options, new Arena(house, house.resolve("tests/target/bench")), System.out).run();
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (BenchFailure e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private void run() throws IOException, InterruptedException {
    FileUtils.deleteDirectory(arena.folder().toFile());
    Files.createDirectories(arena.temporary());
    Load load = options.load();
    out.printf(Locale.ROOT, "Generating %,d events ...%n", load.rows());
    new EventGenerator(SEED, load).write(arena.input());
    for (Contestant contestant : options.contestants()) {
      rehearse(contestant);
    }
    Scores scores = new Scores();
    Answer answer = round(1, scores);
    for (int round = 2; round <= options.runs(); round++) {
      round(round, scores);
    }
    out.printf(
        Locale.ROOT,
        "%nAll agree: %,d silver rows, amount %s, %,d gold rows (digest %s).%n%n%s",
        answer.silverRows(),
        answer.amount().toPlainString(),
        answer.gold().size(),
        answer.goldDigest(),
        scores.table());
    if (options.json().isPresent()) {
      scores.writeJson(options.json().get(), load, answer);
    }
  }

  /** Runs all once, in turn, and compares what they left. */
  private Answer round(int round, Scores scores) throws IOException, InterruptedException {
    for (Contestant contestant : options.contestants()) {
      FileUtils.deleteDirectory(arena.output(contestant).toFile());
      // Nobody shall wait for the disk to swallow what the one before has written.
      new ProcessBuilder("sync").start().waitFor();
      Cost cost = measured(contestant, contestant.command(arena));
      scores.add(contestant, cost);
      out.printf(
          Locale.ROOT,
          "Run %d of %d: %s took %.1f s.%n",
          round,
          options.runs(),
          contestant.word(),
          cost.wallSeconds());
    }
    Map<Contestant, Answer> answers;
    try (AnswerReader reader = new AnswerReader(arena.folder().resolve("warehouse"))) {
      answers = reader.read(options.contestants(), arena);
    }
    List<String> differences = Comparison.of(options.load(), answers);
    if (!differences.isEmpty()) {
      throw new BenchFailure(
          "The results differ, so the times mean nothing:\n  " + String.join("\n  ", differences));
    }
    return answers.values().iterator().next();
  }

  private void rehearse(Contestant contestant) throws IOException, InterruptedException {
    if (contestant.rehearsal(arena).isPresent()) {
      measured(contestant, contestant.rehearsal(arena).get());
    }
  }

  private Cost measured(Contestant contestant, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder process = new ProcessBuilder(command).directory(arena.folder().toFile());
    process.environment().put("INGOT_BENCH_HOME", arena.folder().toString());
    process
        .environment()
        .put("JDK_JAVA_OPTIONS", "-Xmx" + Arena.HEAP + " -XX:ActiveProcessorCount=" + Arena.CORES);
    Path log = arena.log(contestant);
    Meter.Ended ended = new Meter().run(process, log);
    if (ended.exitCode() != 0) {
      List<String> lines = Files.readAllLines(log);
      throw new BenchFailure(
          "%s ended with %d. Its last words (all are in %s):%n%s"
              .formatted(
                  contestant.word(),
                  ended.exitCode(),
                  log,
                  String.join(
                      "\n", lines.subList(Math.max(0, lines.size() - LINES_TOLD), lines.size()))));
    }
    return ended.cost();
  }
}
