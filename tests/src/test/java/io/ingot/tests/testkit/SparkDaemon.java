package io.ingot.tests.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A master or a worker of Spark's own cluster, in a process of its own. */
final class SparkDaemon implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final Process process;
  private final Path log;

  private SparkDaemon(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static SparkDaemon start(List<String> command, Map<String, String> environment, Path log) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      return new SparkDaemon(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + command, e);
    }
  }

  /** The first group of what its log says once it is ready; waits for it. */
  String awaitSaid(Pattern saying) {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end) && process.isAlive()) {
      Matcher said = saying.matcher(said());
      if (said.find()) {
        return said.group(1);
      }
      pause();
    }
    throw new AssertionError("It never said " + saying + ", but " + said());
  }

  private String said() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + log, e);
    }
  }

  /** Whether a process that it started has such a word in its command, such as an executor's id. */
  boolean started(String word) {
    return process
        .descendants()
        .flatMap(child -> child.info().arguments().stream())
        .flatMap(Stream::of)
        .anyMatch(word::equals);
  }

  /** Kills it and all that it started, as a machine that loses its power does. */
  void kill() {
    List<ProcessHandle> all =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    // One whose parent died is reaped by others, and may be told as alive until then.
    all.forEach(handle -> handle.onExit().completeOnTimeout(handle, 10, TimeUnit.SECONDS).join());
  }

  @Override
  public void close() {
    kill();
  }

  static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for Spark", e);
    }
  }
}
