package io.ingot.quality.metrics;

import io.ingot.core.batch.Json;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import io.ingot.core.run.PastRuns;
import io.ingot.core.run.RunRecord;
import io.ingot.core.watch.MeasureLog;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the runs of a project told, kept below {@code _ingot/metrics} so that only what came since
 * is read. A file that is gone or cannot be read is made anew from the records that there are.
 */
final class ToldFile {
  /** Longer than any run: one that began before may end after it and would be passed over. */
  private static final Duration REMEMBERED = Duration.ofDays(7);

  private static final DateTimeFormatter RUN_IDS =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);

  private final Project project;
  private final Lake lake;

  ToldFile(Project project, Lake lake) {
    this.project = project;
    this.lake = lake;
  }

  /**
   * Everything up to now.
   *
   * @param own the record of the run that just ended, which may not be kept yet
   */
  Told upTo(Instant now, Optional<RunRecord> own) {
    Told told = kept();
    for (RunRecord record : records(told, own)) {
      told = isOurs(record) ? told.and(record) : told.seen(record.run());
    }
    MeasureLog log = new MeasureLog(lake);
    for (String part : log.names(told.from())) {
      // What is read twice is not counted twice, but every read is a call to an object store.
      told = told.parts().contains(part) ? told : told.and(part, log.of(part));
    }
    Instant before = now.minus(REMEMBERED);
    return before.isAfter(told.from())
        ? told.forgetting(
            before, RUN_IDS.format(before), LocalDate.ofInstant(before, ZoneOffset.UTC).toString())
        : told;
  }

  void keep(Told told) {
    lake.files().put(name(), Json.write(told));
  }

  private Told kept() {
    return lake.files().read(name()).flatMap(ToldFile::parsed).orElseGet(Told::nothing);
  }

  private static Optional<Told> parsed(String text) {
    try {
      return Optional.of(Json.read(text, Told.class));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private List<RunRecord> records(Told told, Optional<RunRecord> own) {
    PastRuns past = new PastRuns(lake);
    String first = RUN_IDS.format(told.from());
    Stream<RunRecord> kept =
        past.ids().stream()
            .filter(id -> id.compareTo(first) >= 0 && !told.runs().contains(id))
            .flatMap(id -> past.record(id).stream());
    return Stream.concat(kept, own.stream())
        .sorted(Comparator.comparing(RunRecord::ended))
        .toList();
  }

  private boolean isOurs(RunRecord record) {
    return record.project().equals(project.name())
        && record.environment().equals(project.environment());
  }

  private String name() {
    return "metrics/"
        + URLEncoder.encode(project.name() + "." + project.environment(), StandardCharsets.UTF_8)
        + ".json";
  }
}
