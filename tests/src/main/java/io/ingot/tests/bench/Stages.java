package io.ingot.tests.bench;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells how long a contestant's stages took, in lines that the bench finds in its output. */
final class Stages {
  private static final Pattern LINE = Pattern.compile("stage=(\\S+) seconds=([0-9.]+)");

  private final PrintStream out;

  Stages(PrintStream out) {
    this.out = out;
  }

  void run(String stage, Step step) {
    call(
        stage,
        () -> {
          step.run();
          return stage;
        });
  }

  <T> T call(String stage, Callable<T> work) {
    long start = System.nanoTime();
    try {
      T value = work.call();
      double seconds = (System.nanoTime() - start) / 1e9;
      out.printf(Locale.ROOT, "stage=%s seconds=%.3f%n", stage, seconds);
      return value;
    } catch (Exception e) {
      throw new IllegalStateException("Cannot finish stage " + stage, e);
    }
  }

  /** Seconds by stage, in the order in which they were printed. */
  static Map<String, Double> read(String output) {
    Map<String, Double> seconds = new LinkedHashMap<>();
    Matcher matcher = LINE.matcher(output);
    while (matcher.find()) {
      seconds.merge(matcher.group(1), Double.valueOf(matcher.group(2)), Double::sum);
    }
    return seconds;
  }

  /** Work that may fail. */
  interface Step {
    void run() throws Exception;
  }
}
