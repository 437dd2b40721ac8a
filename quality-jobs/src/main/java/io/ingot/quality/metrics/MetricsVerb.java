package io.ingot.quality.metrics;

import io.ingot.core.cli.Command;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.Opened;
import io.ingot.core.cli.Verb;
import io.ingot.core.error.ExitCode;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** {@code ingot quality metrics}: what Prometheus would be told of the lake now. */
public final class MetricsVerb implements Verb {
  @Override
  public String name() {
    return "quality metrics";
  }

  @Override
  public String summary() {
    return "print the metrics of runs and tables as they stand, in Prometheus' text format";
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.PROJECT, Option.ENVIRONMENT);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Opened opened = Opened.of(command);
    Told told =
        new ToldFile(opened.project(), opened.lake())
            .upTo(Instant.now(), Optional.empty())
            .open(OpenRows.of(opened.project().tables().keySet(), opened.lake()));
    Readings readings = LakeReadings.of(opened.project(), told);
    readings.tooMany().ifPresent(console::note);
    readings.text().lines().forEach(console::line);
    return ExitCode.DONE;
  }
}
