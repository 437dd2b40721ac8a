package io.ingot.tests.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
   * Starts a command on a class path of its own, such as an image has, in place of the runtime's.
   *
   * @param folder where what it prints is kept
   */
  public static IngotProcess startOn(Path folder, String classPath, String... words) {
    List<String> command = java(runtime());
    command.addAll(List.of("-cp", classPath, "io.ingot.app.Main"));
    command.addAll(List.of(words));
    return start(folder, command, Map.of());
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
    // A test that wants to look at what Spark did says so after this.
    command.add("-Dspark.eventLog.enabled=false");
    command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    return command;
  }

  /** What every JVM of Ingot is started with; Spark on Java 17 needs it. */
  static List<String> jvmOptions() {
    return List.of("@" + runtime().resolve("jvm.options"));
  }

  /** The same options as words of one line. */
  public static String javaModules() {
    try {
      return Files.readString(runtime().resolve("jvm.options")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the options of the runtime", e);
    }
  }

  /** The jar that spark-submit takes. */
  public static Path applicationJar() {
    return runtime().resolve("ingot-application.jar");
  }

  /**
   * Starts any command that runs Ingot.
   *
   * @param folder where what it prints is kept
   */
  public static IngotProcess startCommand(
      Path folder, List<String> command, Map<String, String> environment) {
    return start(folder, command, environment);
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
    return await(Duration.ofSeconds(PATIENCE_SECONDS));
  }

  /** Waits until it ends; fails when that takes longer. */
  public Ended await(Duration patience) {
    try {
      if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError(
            "Ingot did not end in " + patience.toSeconds() + " s; it printed " + printed("notes"));
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

  /** Asks it to end; a signal that, other than Ctrl-C's, no shell before it has switched off. */
  public void terminate() {
    signal("TERM");
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

  /** Waits for a line of its results that begins so, and gives the rest of it. */
  public String awaitResult(String beginning) {
    Instant patience = Instant.now().plusSeconds(PATIENCE_SECONDS);
    while (Instant.now().isBefore(patience)) {
      Optional<String> line =
          printed("results").lines().filter(text -> text.startsWith(beginning)).findFirst();
      if (line.isPresent() && printed("results").contains(line.get() + "\n")) {
        return line.get().substring(beginning.length());
      }
      if (!process.isAlive()) {
        throw new AssertionError("Ingot ended; it printed " + printed("notes"));
      }
      pause();
    }
    throw new AssertionError("Ingot did not say '" + beginning + "': " + printed("results"));
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while Ingot ran", e);
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
    // A script's own process is not all that it started.
    process.descendants().forEach(ProcessHandle::destroyForcibly);
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
