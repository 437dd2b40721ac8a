package io.ingot.core.cli;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.ingot.core.run.TableStatus;
import io.ingot.core.watch.Freshness;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a table stands and how old it is.
 *
 * @param since what its age counts from
 * @param age in seconds; days off do not count
 * @param fresh whether it is as young as declared; empty where nothing is
 * @param lateBy by how much it is not, in seconds
 * @param page of the Spark application that did its last run, where a history server is declared
 * @param words the age and the verdict in words
 */
record StatusLine(
    @JsonUnwrapped TableStatus status,
    Optional<Instant> since,
    OptionalLong age,
    Optional<Boolean> fresh,
    OptionalLong lateBy,
    Optional<URI> page,
    @JsonIgnore List<String> words) {
  static final List<String> HEAD =
      List.of(
          "table",
          "version",
          "batch",
          "last window",
          "last run",
          "rows read",
          "quarantined",
          "age",
          "fresh");

  static StatusLine of(TableStatus status, Freshness freshness, Optional<URI> page) {
    return new StatusLine(
        status,
        freshness.since(),
        seconds(freshness.age()),
        freshness.wanted().map(any -> !freshness.isLate()),
        seconds(freshness.lateBy()),
        page,
        List.of(freshness.ageInWords(), freshness.verdict()));
  }

  List<String> row() {
    boolean built = status.batch() >= 0;
    return List.of(
        status.table().toString(),
        built ? String.valueOf(status.version()) : "-",
        built ? String.valueOf(status.batch()) : "-",
        status.window().orElse("-"),
        status.run().orElse("-"),
        status.counts().map(counts -> String.valueOf(counts.read())).orElse("-"),
        String.valueOf(status.quarantined()),
        words.get(0),
        words.get(1));
  }

  private static OptionalLong seconds(Optional<Duration> duration) {
    return duration.map(time -> OptionalLong.of(time.toSeconds())).orElse(OptionalLong.empty());
  }
}
