package io.ingot.app.history;

import io.ingot.core.run.RunRecord;
import io.ingot.core.run.SparkApplication;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A run and where its Spark application can be looked at.
 *
 * @param application the application's id; empty where the record does not tell it
 * @param logged whether its event log is there
 * @param page its address, where the project declares a history server
 */
record LoggedRun(
    String run,
    Instant started,
    int exitCode,
    Optional<String> application,
    boolean logged,
    Optional<URI> page) {
  static final List<String> HEAD =
      List.of("run", "started", "exit code", "Spark application", "page");

  static LoggedRun of(RunRecord record, Set<String> logs) {
    Optional<String> application = record.application().map(SparkApplication::id);
    return new LoggedRun(
        record.run(),
        record.started(),
        record.exitCode(),
        application,
        application.filter(logs::contains).isPresent(),
        record.application().flatMap(SparkApplication::page));
  }

  List<String> row() {
    return List.of(
        run,
        started.truncatedTo(ChronoUnit.SECONDS).toString(),
        String.valueOf(exitCode),
        application.orElse("-"),
        logged ? page.map(URI::toString).orElse("ingot history") : "no log");
  }
}
