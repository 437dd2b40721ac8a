package io.ingot.tests.testkit;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A SPARK_HOME such as one unpacks from Spark's own archive, made of the jars that Maven brought:
 * Spark with what Spark itself needs, and nothing that only Ingot needs. So a class that the
 * application's jar forgot is missing here as it would be on a cluster.
 */
public record SparkHome(Path folder) {
  private static final Pattern JAR = Pattern.compile("(.+?)-\\d[^/]*\\.jar");

  /** Makes one in a folder that is not there yet. */
  public static SparkHome in(Path folder) {
    try {
      SparkHome home = new SparkHome(folder.toAbsolutePath());
      home.linkJars();
      home.writeSubmit();
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a SPARK_HOME in " + folder, e);
    }
  }

  private void linkJars() throws IOException {
    Path jars = Files.createDirectories(folder.resolve("jars"));
    Set<String> ofSpark = ofSpark();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path jar = Path.of(entry);
      Matcher name = JAR.matcher(String.valueOf(jar.getFileName()));
      Path link = jars.resolve(jar.getFileName());
      if (name.matches() && ofSpark.contains(name.group(1)) && !Files.exists(link)) {
        Files.createSymbolicLink(link, jar.toAbsolutePath());
      }
    }
  }

  private static Set<String> ofSpark() throws IOException {
    try (InputStream list = SparkHome.class.getResourceAsStream("spark-jars.txt")) {
      return new String(list.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .collect(Collectors.toSet());
    }
  }

  /** As Spark's own scripts do, the launcher makes the command of the driver. */
  private void writeSubmit() throws IOException {
    Path script = Files.createDirectories(folder.resolve("bin")).resolve("spark-submit");
    Files.createFile(
        script, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    Files.writeString(
        script,
        """
        #!/usr/bin/env bash
        set -euo pipefail
        export SPARK_HOME=%s SPARK_SCALA_VERSION=2.12
        mapfile -d '' command < <("%s" -Xmx128m -XX:TieredStopAtLevel=1 -cp "$SPARK_HOME/jars/*" \\
          org.apache.spark.launcher.Main org.apache.spark.deploy.SparkSubmit "$@")
        # Before the command the launcher prints an empty word and a line's end.
        command[1]=${command[1]#$'\\n'}
        exec "${command[@]:1}"
        """
            .formatted(folder, javaBinary()));
  }

  /** The command that starts a class of Spark or of the application in a JVM of its own. */
  List<String> java(String... options) {
    List<String> command = new ArrayList<>(List.of(javaBinary()));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=96m"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", folder.resolve("jars") + "/*"));
    return command;
  }

  /** What Spark's scripts tell the processes that they start. */
  Map<String, String> environment(Path local) {
    return Map.of(
        "SPARK_HOME",
        folder.toString(),
        "SPARK_SCALA_VERSION",
        "2.12",
        "SPARK_LOCAL_IP",
        "127.0.0.1",
        "SPARK_LOCAL_DIRS",
        local.toString());
  }

  private static String javaBinary() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
