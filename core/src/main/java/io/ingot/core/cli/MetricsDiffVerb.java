package io.ingot.core.cli;

import io.ingot.core.batch.Json;
import io.ingot.core.error.ExitCode;
import io.ingot.core.error.ProjectException;
import io.ingot.core.run.MetricDifference;
import io.ingot.core.run.PastRuns;
import io.ingot.core.run.RunRecord;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code ingot metrics diff}: what two runs measured differently. */
final class MetricsDiffVerb implements Verb {
  @Override
  public String name() {
    return "metrics diff";
  }

  @Override
  public String summary() {
    return "show what two runs measured differently, such as: last-1 last";
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.PROJECT, Option.ENVIRONMENT, Option.OUTPUT, Option.WORDS);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    if (command.words().size() != 2) {
      throw new ProjectException(
          "metrics diff compares two runs. Write their ids, the beginnings of these, last or"
              + " last-1: ingot metrics diff last-1 last.");
    }
    PastRuns runs = new PastRuns(Opened.of(command).lake());
    RunRecord one = runs.find(command.words().get(0));
    RunRecord other = runs.find(command.words().get(1));
    List<MetricDifference> differences = MetricDifference.between(one, other);
    if (command.output() == OutputFormat.JSON) {
      console.line(Json.pretty(new Comparison(one.run(), other.run(), differences)));
    } else if (differences.isEmpty()) {
      console.line("Runs " + one.run() + " and " + other.run() + " measured the same.");
    } else {
      console.table(
          List.of("table", "metric", one.run(), other.run(), "change"),
          differences.stream().map(MetricsDiffVerb::row).toList());
    }
    return ExitCode.DONE;
  }

  private static List<String> row(MetricDifference difference) {
    return List.of(
        difference.table().toString(),
        difference.metric(),
        difference.before().orElse("-"),
        difference.after().orElse("-"),
        change(difference.change()));
  }

  private static String change(Optional<BigDecimal> change) {
    return change.map(by -> (by.signum() > 0 ? "+" : "") + by.toPlainString()).orElse("-");
  }

  private record Comparison(String before, String after, List<MetricDifference> differences) {}
}
