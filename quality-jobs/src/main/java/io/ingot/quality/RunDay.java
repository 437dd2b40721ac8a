package io.ingot.quality;

import io.ingot.core.project.BusinessCalendar;
import io.ingot.core.project.Project;
import io.ingot.core.project.Trend;
import io.ingot.core.project.Week;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/**
 * The day on which a batch is made.
 *
 * @param calendars of the project, by name
 * @param at when its stage began
 */
record RunDay(Map<String, BusinessCalendar> calendars, Instant at) {
  RunDay {
    calendars = Map.copyOf(calendars);
    Objects.requireNonNull(at, "at");
  }

  static RunDay of(Project project, Instant at) {
    return new RunDay(project.watching().calendars(), at);
  }

  /**
   * The rule of a check on that day, in the check's zone and by its calendar.
   *
   * @throws IllegalArgumentException when the check does not fit the columns
   */
  VolumeRule rule(Trend.Volume check, StructType schema) {
    Optional<BusinessCalendar> calendar =
        check.calendar().map(name -> Objects.requireNonNull(calendars.get(name), name));
    return new VolumeRule(
        check,
        Week.name(LocalDate.ofInstant(at, check.zone().id()), calendar),
        Where.of(check.terms(), schema));
  }
}
