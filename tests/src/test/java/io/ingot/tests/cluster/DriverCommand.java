package io.ingot.tests.cluster;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What the container of a driver would do, done here: its arguments and its settings, with this
 * machine in place of the cluster and a folder in place of the image's project.
 */
record DriverCommand(List<String> arguments, Map<String, String> settings) {
  private static final long PATIENCE_SECONDS = 180;
  private static final Path RUNTIME = Manifests.home().resolve("app/target/ingot");

  /** Settings that mean something in a cluster only. */
  private static final Pattern OF_THE_CLUSTER =
      Pattern.compile(
          "spark\\.(kubernetes\\..*|driver\\.(host|port|blockManager\\.port)|submit\\.deployMode"
              + "|app\\.id|master|jars)");

  /** How it ended, with all that it printed. */
  record Ended(int exitCode, String printed) {}

  /** The image's entry point takes away the first word and calls spark-submit with the rest. */
  static DriverCommand of(Arrived arrived) {
    List<String> arguments = arrived.container().getArgs();
    if (!arguments.get(0).equals("driver")) {
      throw new AssertionError("Not a driver's arguments: " + arguments);
    }
    return new DriverCommand(arguments.subList(1, arguments.size()), arrived.settings());
  }

  /**
   * The same in other places.
   *
   * @param places what is here instead of a folder of the image or of a bucket
   */
  DriverCommand moved(Map<String, String> places) {
    Map<String, String> moved = new TreeMap<>();
    settings.forEach((key, value) -> moved.put(key, moved(value, places)));
    return new DriverCommand(
        arguments.stream().map(argument -> moved(argument, places)).toList(), moved);
  }

  private static String moved(String text, Map<String, String> places) {
    String moved = text;
    for (Map.Entry<String, String> place : places.entrySet()) {
      moved = moved.replace(place.getKey(), place.getValue());
    }
    return moved;
  }

  /**
   * Runs it with Spark's jars and the application's jar, as the image has them.
   *
   * @param folder for its settings and what it prints
   */
  Ended run(Path folder) {
    List<String> start = new ArrayList<>();
    start.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    start.add("@" + RUNTIME.resolve("jvm.options"));
    start.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1"));
    start.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    // The launcher of spark-submit takes them to the JVM that it starts.
    start.addAll(List.of(settings.getOrDefault("spark.driver.extraJavaOptions", "").split(" ")));
    start.removeIf(String::isEmpty);
    start.addAll(List.of("-cp", RUNTIME.resolve("lib") + "/*"));
    start.add("org.apache.spark.deploy.SparkSubmit");
    return run(start, folder);
  }

  /**
   * Runs it by another {@code spark-submit}.
   *
   * @param sparkSubmit the words that stand before its arguments
   */
  Ended run(List<String> sparkSubmit, Path folder) {
    Path properties = folder.resolve("spark.properties");
    List<String> command = new ArrayList<>(sparkSubmit);
    command.addAll(List.of("--deploy-mode", "client"));
    for (String argument : arguments) {
      command.add(
          argument
              .replace("local:///opt/ingot/ingot.jar", RUNTIME + "/ingot-application.jar")
              .replace("/opt/spark/conf/spark.properties", properties.toString()));
    }
    try {
      Files.createDirectories(folder);
      write(properties);
      return start(command, folder.resolve("printed"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot run " + command, e);
    }
  }

  /** The settings that hold outside of a cluster as well. */
  Map<String, String> portable() {
    Map<String, String> portable = new TreeMap<>(settings);
    portable.keySet().removeIf(key -> OF_THE_CLUSTER.matcher(key).matches());
    return portable;
  }

  private void write(Path file) throws IOException {
    Properties properties = new Properties();
    properties.putAll(portable());
    properties.put("spark.master", "local[2]");
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
  }

  private static Ended start(List<String> command, Path printed) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("The driver did not end: " + Files.readString(printed));
      }
      return new Ended(process.exitValue(), Files.readString(printed));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a driver ran", e);
    } finally {
      process.destroyForcibly();
    }
  }
}
