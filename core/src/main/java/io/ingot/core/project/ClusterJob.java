package io.ingot.core.project;

import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One thing that a cluster does with a project: on a schedule, or when somebody asks for it.
 *
 * <p>What is not said here is the cluster's.
 */
@Doc("A verb that the cluster carries out, on a schedule or when it is asked to")
public record ClusterJob(
    @Required @Doc("The words behind 'ingot', such as: quality check --select silver") @Key("do")
        String words,
    @Doc("When, as cron writes it in five fields; only when asked to unless said")
        Optional<String> schedule,
    @Doc("Time zone of the schedule; UTC unless said") Zone zone,
    @Doc("Whether the schedule rests") boolean suspend,
    @Doc("What the driver may use") Optional<PodSize> driver,
    @Doc("What an executor may use") Optional<PodSize> executor,
    @Doc("How many executors") Optional<Executors> executors,
    @Doc("How often it is started again when it fails") Optional<Attempts> retry) {
  public ClusterJob {
    Objects.requireNonNull(driver, "driver");
    Objects.requireNonNull(executor, "executor");
    Objects.requireNonNull(executors, "executors");
    Objects.requireNonNull(retry, "retry");
    zone = zone == null ? Zone.of("UTC") : zone;
    if (words.isBlank() || !words.equals(words.strip())) {
      throw new IllegalArgumentException("Say what to do, such as: run");
    }
    if (suspend && schedule.isEmpty()) {
      throw new IllegalArgumentException(
          "A job without a schedule starts when it is asked to; it has nothing to suspend.");
    }
    schedule.ifPresent(CronLine::require);
    if (!ZoneRulesProvider.getAvailableZoneIds().contains(zone.id().getId())) {
      throw new IllegalArgumentException(
          "Invalid zone '" + zone + "' of a schedule. Write a name such as Europe/Berlin, or UTC.");
    }
  }

  /** The words one by one; {@code --from=FROM} is two, as {@code --from FROM} is. */
  public List<String> arguments() {
    return Stream.of(words.split(" +"))
        .flatMap(word -> Stream.of(word.split("(?<=^--[a-z-]{1,40})=", 2)))
        .toList();
  }
}
