package io.ingot.core.cli;

import io.ingot.core.batch.Json;
import io.ingot.core.watch.Sla;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** How often checks passed, as a person reads it. */
final class SlaTable {
  private static final MathContext DIGITS = new MathContext(6);

  private SlaTable() {}

  static void print(Sla sla, OutputFormat output, Console console) {
    if (output == OutputFormat.JSON) {
      console.line(Json.pretty(sla));
      return;
    }
    if (sla.checks().isEmpty()) {
      console.line("No check was judged in the last " + Sla.SPAN.toDays() + " days.");
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    sla.checks().forEach(line -> rows.add(row(line)));
    Sla.Rate all = sla.success();
    rows.add(
        List.of(
            "all",
            "success of checks",
            count(all.judged()),
            count(all.passed()),
            percent(all.rate()),
            percent(OptionalDouble.of(all.threshold())),
            met(all),
            "-",
            "-",
            "-"));
    console.table(
        List.of(
            "table",
            "check",
            "judged",
            "passed",
            "rate",
            "threshold",
            "met",
            "last value",
            "last verdict",
            "checked at"),
        rows);
  }

  private static List<String> row(Sla.Line line) {
    return List.of(
        line.table().toString(),
        line.check(),
        count(line.score().judged()),
        count(line.score().passed()),
        percent(line.score().rate()),
        percent(OptionalDouble.of(line.score().threshold())),
        met(line.score()),
        line.value().isEmpty() ? "-" : number(line.value().getAsDouble()),
        line.verdict().name().toLowerCase(Locale.ROOT),
        line.checkedAt().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static String met(Sla.Rate rate) {
    return rate.met() ? "yes" : "NO";
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros().toPlainString();
  }

  /** Down, so that nothing broken ever reads like a whole. */
  private static String percent(OptionalDouble share) {
    return share.isEmpty()
        ? "-"
        : BigDecimal.valueOf(share.getAsDouble())
                .movePointRight(2)
                .setScale(2, RoundingMode.DOWN)
                .toPlainString()
            + "%";
  }
}
