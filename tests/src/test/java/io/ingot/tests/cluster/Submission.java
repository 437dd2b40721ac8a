package io.ingot.tests.cluster;

import io.ingot.tests.testkit.IngotProcess;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of one spark-submit: its options, the application's jar, the application's words. The
 * executors are small, and compile no more than short lives deserve.
 */
record Submission(List<String> options, List<String> words) {
  static Submission of(String main, String... words) {
    return new Submission(
        List.of(
            "--class",
            main,
            "--executor-memory",
            "800m",
            "--executor-cores",
            "1",
            "--total-executor-cores",
            "2",
            "--conf",
            "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1"),
        List.of(words));
  }

  Submission with(List<String> further) {
    List<String> all = new ArrayList<>(options);
    all.addAll(further);
    return new Submission(all, words);
  }

  Submission words(String... further) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(further));
    return new Submission(options, all);
  }

  Submission conf(String... settings) {
    List<String> further = new ArrayList<>();
    for (String setting : settings) {
      further.addAll(List.of("--conf", setting));
    }
    return with(further);
  }

  /** What follows {@code --master}. */
  List<String> all() {
    List<String> all = new ArrayList<>(options);
    all.add(IngotProcess.applicationJar().toString());
    all.addAll(words);
    return all;
  }
}
