package io.ingot.tests.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a process and measures it from outside, by Linux' own books under {@code /proc}. One at a
 * time: processor time is the growth of what this process' ended children have used.
 */
final class Meter {
  private static final long POLL_MILLIS = 50;

  /** The unit of {@code /proc/self/stat}: user space sees 100 a second on every Linux. */
  private static final double TICKS_PER_SECOND = 100;

  private static final String PEAK = "VmHWM:";

  /** Runs the command to its end; both of its output streams go to the log. */
  Ended run(ProcessBuilder command, Path log) throws IOException, InterruptedException {
    double before = childrenSeconds();
    long start = System.nanoTime();
    Process process = command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    process.getOutputStream().close();
    long peak = 0;
    while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, largest(process.toHandle()));
    }
    double wall = (System.nanoTime() - start) / 1e9;
    Map<String, Double> stages = Stages.read(Files.readString(log));
    Cost cost = new Cost(wall, childrenSeconds() - before, peak / 1024.0, stages);
    return new Ended(process.exitValue(), cost);
  }

  /** Not the sum over the processes: one that is just being forked shows its parent's memory. */
  private static long largest(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants())
        .mapToLong(each -> peakKilobytes(each.pid()))
        .max()
        .orElse(0);
  }

  private static long peakKilobytes(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith(PEAK))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      // It ended between being listed and being read.
      return 0;
    }
  }

  private static double childrenSeconds() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    // The second field is the program's name, which may hold blanks; the third follows its bracket.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / TICKS_PER_SECOND;
  }

  /** How a process ended, and what it took. */
  record Ended(int exitCode, Cost cost) {}
}
