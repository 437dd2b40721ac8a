package io.ingot.features.online;

import io.ingot.core.batch.Json;
import io.ingot.core.cli.Command;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.Opened;
import io.ingot.core.cli.OutputFormat;
import io.ingot.core.cli.Verb;
import io.ingot.core.error.ExitCode;
import io.ingot.core.project.FeatureView;
import io.ingot.core.watch.MeasureLog;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * {@code ingot features verify}: whether the online store serves what a training set would be
 * given; ends with 4 when it does not, so that a scheduler can tell.
 */
public record VerifyVerb(Clock clock) implements Verb {
  private static final int LIMIT = 1000;

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'online-'HHmmssSSS").withZone(ZoneOffset.UTC);

  public VerifyVerb {
    Objects.requireNonNull(clock, "clock");
  }

  @Override
  public String name() {
    return "features verify";
  }

  @Override
  public String summary() {
    return "compare what is served online with the tables; exit 4 when it differs";
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.PROJECT, Option.ENVIRONMENT, Option.SELECT, Option.LIMIT, Option.OUTPUT);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Opened opened = Opened.of(command);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    List<Verified> verified = new ArrayList<>();
    for (Map.Entry<String, List<FeatureView>> views :
        OnlineViews.selected(command, opened.project()).entrySet()) {
      try (Redis redis = Redis.open(RedisTerms.of(opened.project(), views.getKey()))) {
        String served = ServingName.of(redis, opened.project().name());
        Verification verification =
            new Verification(opened.lake(), redis, command.limit().orElse(LIMIT));
        views.getValue().forEach(view -> verified.add(verification.of(view, served, now)));
      }
    }
    String call = NAME.format(now);
    new MeasureLog(opened.lake())
        .keep(call, now, verified.stream().flatMap(one -> one.measured(call).stream()).toList());
    tell(command, console, verified);
    return verified.stream().anyMatch(Verified::isWrong) ? ExitCode.WARNINGS : ExitCode.DONE;
  }

  private static void tell(Command command, Console console, List<Verified> verified) {
    if (command.output() == OutputFormat.JSON) {
      console.line(Json.pretty(verified));
      return;
    }
    console.table(
        List.of(
            "view",
            "pushed",
            "sampled",
            "compared",
            "mismatched",
            "missing",
            "extra",
            "stale",
            "by"),
        verified.stream().map(VerifyVerb::row).toList());
    verified.forEach(
        one ->
            one.features()
                .forEach(
                    (feature, entities) ->
                        console.line(
                            one.view() + ": " + feature + " differs for " + entities + ".")));
  }

  private static List<String> row(Verified one) {
    return List.of(
        one.view().toString(),
        one.pushed().map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("never"),
        Long.toString(one.sampled()),
        Long.toString(one.compared()),
        Long.toString(one.mismatched()),
        Long.toString(one.missing()),
        Long.toString(one.extra()),
        Long.toString(one.stale()),
        one.staleness() + "s");
  }
}
