package io.ingot.tests.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Ingot in a JVM of its own, on the runtime that Maven assembled; it can be killed. It never
 * outlives the test: close it.
 */
public final class IngotProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;

  private final Process process;
  private final Path folder;

  private IngotProcess(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /**
   * Starts a command.
   *
   * @param folder where what it prints is kept
   * @param options for the JVM, such as {@code -Dingot.failpoint=AFTER_PLAN}
   * @param environment further variables
   */
  public static IngotProcess start(
      Path folder, List<String> options, Map<String, String> environment, String... words) {
    Path runtime = runtime();
    try {
      List<String> command = java(runtime);
      command.add("-XX:SharedArchiveFile=" + runtime.resolve("ingot.jsa"));
      command.addAll(options);
      command.addAll(List.of("-cp", Files.readString(runtime.resolve("classpath")).strip()));
      command.add("io.ingot.app.Main");
      command.addAll(List.of(words));
      return start(folder, command, environment);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start Ingot in " + folder, e);
    }
  }

  /**
   * Starts a class of the tests that does more with Ingot than one command.
   *
   * @param folder where what it prints is kept
   */
  public static IngotProcess startClass(Path folder, Class<?> main, String... words) {
    List<String> command = java(runtime());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(words));
    return start(folder, command, Map.of());
  }

  private static Path runtime() {
    Path home = Path.of(System.getProperty("ingot.home")).toAbsolutePath();
    Path runtime = home.resolve("app/target/ingot");
    if (!Files.exists(runtime.resolve("complete"))) {
      throw new IllegalStateException(
          "There is no runtime in " + runtime + ". Run mvn -DskipTests package -pl app -am.");
    }
    return runtime;
  }

  private static List<String> java(Path runtime) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + runtime.resolve("jvm.options"));
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=128m"));
    command.add("-Dspark.master=local[2]");
    command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    return command;
  }

  private static IngotProcess start(
      Path folder, List<String> command, Map<String, String> environment) {
    try {
      Files.createDirectories(folder);
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectOutput(folder.resolve("results").toFile())
              .redirectError(folder.resolve("notes").toFile());
      builder.environment().putAll(environment);
      return new IngotProcess(builder.start(), folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start a process in " + folder, e);
    }
  }

  /** Starts a run of a project; what it prints is kept in a folder beside it. */
  public static IngotProcess startRun(SmallProject project, String... options) {
    return startRun(project, Map.of(), options);
  }

  /** Starts a run of a project with variables; see {@link #start}. */
  public static IngotProcess startRun(
      SmallProject project, Map<String, String> environment, String... options) {
    Path printed = project.folder().resolveSibling("printed-" + UUID.randomUUID());
    return start(
        printed,
        List.of(options),
        environment,
        "run",
        "--output",
        "json",
        "--project",
        project.folder().toString());
  }

  /** Runs a project to its end; see {@link #start}. */
  public static Ended run(
      SmallProject project, Map<String, String> environment, String... options) {
    try (IngotProcess process = startRun(project, environment, options)) {
      return process.await();
    }
  }

  /** Waits until it ends; kills it and fails when that takes longer than two minutes. */
  public Ended await() {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(
            "Ingot did not end in " + PATIENCE_SECONDS + " s; it printed " + printed("notes"));
      }
      return new Ended(process.exitValue(), printed("results"), printed("notes"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while Ingot ran", e);
    }
  }

  /** Its number, by which others name it. */
  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Stops it where it stands, as a machine that hangs; {@link #resume} lets it go on. */
  public void suspend() {
    signal("STOP");
  }

  public void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      int code =
          new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill -" + name + " ended with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot signal", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while signalling", e);
    }
  }

  private String printed(String stream) {
    try {
      return Files.readString(folder.resolve(stream));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read what Ingot printed", e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * How it ended.
   *
   * @param exitCode 137 when it was killed
   * @param results its standard output
   * @param notes its standard error
   */
  public record Ended(int exitCode, String results, String notes) {}
}
