package io.ingot.quality.drift;

import io.ingot.core.cli.Console;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Drift as lines for a person. */
final class DriftTable {
  private DriftTable() {}

  static void print(List<Drifted> drifted, Console console) {
    console.table(
        List.of(
            "table",
            "column",
            "method",
            "value",
            "warn",
            "alarm",
            "looks",
            "rows",
            "baseline",
            "against",
            "verdict"),
        drifted.stream().map(DriftTable::row).toList());
  }

  static void printRebased(List<Rebased> rebased, Console console) {
    console.table(
        List.of("table", "column", "method", "kept", "taken", "rows", "new", "new rows", "outcome"),
        rebased.stream().map(DriftTable::row).toList());
  }

  private static List<String> row(Drifted one) {
    return List.of(
        one.table().toString(),
        one.column(),
        one.method(),
        number(one.value()),
        one.warn().toPlainString(),
        one.fail().toPlainString(),
        one.beyond() + "/" + one.windows(),
        count(one.rows()),
        count(one.baselineRows()),
        one.against(),
        one.verdict());
  }

  private static List<String> row(Rebased one) {
    return List.of(
        one.subject().table().toString(),
        one.subject().column(),
        one.subject().drift().method().word(),
        one.before().map(kept -> "version " + kept.version()).orElse("-"),
        one.before().map(kept -> kept.at().toString()).orElse("-"),
        one.before().map(kept -> count(kept.histogram().rows())).orElse("-"),
        "version " + one.version(),
        one.now().map(kept -> count(kept.histogram().rows())).orElse("-"),
        one.outcome());
  }

  static String number(OptionalDouble value) {
    return value.isEmpty() ? "-" : String.format(Locale.ROOT, "%.4f", value.getAsDouble());
  }

  static String count(long rows) {
    return String.format(Locale.ROOT, "%,d", rows);
  }
}
