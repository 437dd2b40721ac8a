package io.ingot.core.cli;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.ingot.core.project.Fresh;
import io.ingot.core.project.TableName;
import io.ingot.core.watch.Freshness;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How old a table is that declares how old it may be.
 *
 * @param since what its age counts from
 * @param age in seconds; days off do not count
 * @param within how old it may be, in seconds
 * @param by the column that tells, where one is declared
 * @param calendar whose days off do not count, where one is declared
 * @param lateBy by how much it is too old, in seconds
 * @param row the same in words
 */
record AgeLine(
    TableName table,
    Optional<Instant> since,
    OptionalLong age,
    long within,
    Optional<String> by,
    Optional<String> calendar,
    boolean late,
    OptionalLong lateBy,
    @JsonIgnore List<String> row) {
  static final List<String> HEAD =
      List.of("table", "since", "age", "within", "by", "calendar", "fresh");

  static AgeLine of(Freshness freshness) {
    Fresh fresh = freshness.wanted().orElseThrow();
    return new AgeLine(
        freshness.table(),
        freshness.since(),
        seconds(freshness.age()),
        fresh.within().toSeconds(),
        fresh.by(),
        fresh.calendar(),
        freshness.isLate(),
        seconds(freshness.lateBy()),
        List.of(
            freshness.table().toString(),
            freshness
                .since()
                .map(moment -> moment.truncatedTo(ChronoUnit.SECONDS).toString())
                .orElse("-"),
            freshness.ageInWords(),
            Freshness.words(fresh.within()),
            fresh.by().orElse("-"),
            fresh.calendar().map(name -> name + ", " + fresh.zone()).orElse("-"),
            freshness.verdict()));
  }

  private static OptionalLong seconds(Optional<Duration> duration) {
    return duration.map(time -> OptionalLong.of(time.toSeconds())).orElse(OptionalLong.empty());
  }
}
