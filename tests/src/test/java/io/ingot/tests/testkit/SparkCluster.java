package io.ingot.tests.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Spark's own cluster on the loopback: a master and workers of one core each, every one a process
 * of its own, and executors that are theirs. None outlives the test: close it.
 */
public final class SparkCluster implements AutoCloseable {
  private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");
  private static final Pattern PAGE =
      Pattern.compile("Bound MasterWebUI to .* started at (http://\\S+)");
  private static final Pattern REGISTERED =
      Pattern.compile("Successfully registered with master (\\S+)");

  private final SparkHome home;
  private final Path folder;
  private final SparkDaemon master;
  private final List<SparkDaemon> workers = new ArrayList<>();
  private int started;

  private SparkCluster(SparkHome home, Path folder) {
    this.home = home;
    this.folder = folder;
    this.master =
        daemon(
            "master",
            "org.apache.spark.deploy.master.Master",
            List.of("--host", "127.0.0.1", "--port", "0", "--webui-port", "0"));
  }

  /**
   * Starts a cluster of two workers in a folder of its own; they are registered when it returns.
   */
  public static SparkCluster start(SparkHome home, Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start a cluster in " + folder, e);
    }
    SparkCluster cluster = new SparkCluster(home, folder);
    try {
      cluster.startWorker();
      cluster.startWorker();
      cluster.workers.forEach(worker -> worker.awaitSaid(REGISTERED));
      return cluster;
    } catch (RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  /** Starts a further worker, such as one in the place of one that was killed. */
  public void startWorker() {
    String name = "worker-" + ++started;
    workers.add(
        daemon(
            name,
            "org.apache.spark.deploy.worker.Worker",
            List.of(
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--webui-port",
                "0",
                "--cores",
                "2",
                "--memory",
                "2g",
                "--work-dir",
                folder.resolve(name).toString(),
                address())));
  }

  private SparkDaemon daemon(String name, String main, List<String> words) {
    List<String> command = home.java("-Xmx192m");
    command.add(main);
    command.addAll(words);
    return SparkDaemon.start(
        command, home.environment(folder.resolve("local")), folder.resolve(name + ".log"));
  }

  /** What {@code --master} takes. */
  public String address() {
    return master.awaitSaid(MASTER);
  }

  /**
   * Starts spark-submit.
   *
   * @param printed where what it prints is kept
   * @param environment further variables
   * @param words after {@code --master}: its options, the application's jar and words
   */
  public IngotProcess submit(Path printed, Map<String, String> environment, List<String> words) {
    Path quiet = Path.of(System.getProperty("ingot.home"), "conf/log4j2.properties");
    List<String> command =
        home.java("-Xmx1g", "-Dlog4j2.configurationFile=" + quiet.toAbsolutePath().toUri());
    command.addAll(1, IngotProcess.jvmOptions());
    command.addAll(List.of("org.apache.spark.deploy.SparkSubmit", "--master", address()));
    command.addAll(words);
    return IngotProcess.startCommand(printed, command, environment(environment));
  }

  /** The variables of a process that is to use the cluster. */
  public Map<String, String> environment(Map<String, String> further) {
    Map<String, String> environment = new HashMap<>(home.environment(folder.resolve("local")));
    environment.putAll(further);
    return environment;
  }

  /** Kills the worker that an executor belongs to, and all executors of it. */
  public void killWorkerOf(String executor) {
    SparkDaemon worker =
        workers.stream()
            .filter(one -> one.started("--executor-id") && one.started(executor))
            .findFirst()
            .orElseThrow(() -> new AssertionError("No worker has an executor " + executor));
    workers.remove(worker);
    worker.kill();
  }

  /** How the last driver that ran on a worker ended, in the master's words. */
  public String driverEnded() {
    try {
      URI page = URI.create(master.awaitSaid(PAGE) + "/json/");
      JsonNode drivers = new ObjectMapper().readTree(page.toURL()).get("completeddrivers");
      return drivers.get(drivers.size() - 1).get("state").asText();
    } catch (IOException e) {
      throw new UncheckedIOException("The master does not answer", e);
    }
  }

  @Override
  public void close() {
    workers.forEach(SparkDaemon::close);
    master.close();
  }
}
