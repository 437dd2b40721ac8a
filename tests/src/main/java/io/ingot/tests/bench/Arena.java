package io.ingot.tests.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a bench happens.
 *
 * @param house the folder of the sources, with {@code bin} and {@code tests}
 * @param folder input, results and logs; nothing else may lie there
 */
record Arena(Path house, Path folder) {
  /** Cores and heap that every contestant gets. */
  static final int CORES = 2;

  static final String HEAP = "4g";

  Path input() {
    return folder.resolve("input");
  }

  Path output(Contestant contestant) {
    return folder.resolve(contestant.word());
  }

  Path log(Contestant contestant) {
    return folder.resolve(contestant.word() + ".log");
  }

  Path temporary() {
    return folder.resolve("tmp");
  }

  Path project() {
    return house.resolve("tests/src/main/bench/events");
  }

  /** A main class of this module on the flags that Ingot itself runs on. */
  List<String> java(Class<?> main, List<Path> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + house.resolve("tests/target/bench-jvm"),
                "-Dlog4j2.configurationFile="
                    + house.resolve("tests/src/main/bench/log4j2.properties"),
                "-Djava.io.tmpdir=" + temporary(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    arguments.forEach(argument -> command.add(argument.toString()));
    return List.copyOf(command);
  }
}
