package io.ingot.core.cli;

import io.ingot.core.run.Destroys;
import io.ingot.core.run.PlannedStage;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A plan as a table that a person reads. */
final class PlanTable {
  private PlanTable() {}

  static void print(List<PlannedStage> stages, Console console) {
    console.table(
        List.of("table", "mode", "range", "rows", "size", "destroys", "reason"),
        stages.stream().map(PlanTable::row).toList());
    console.line("replaced as a whole: " + tables(stages, Destroys.ALL));
    tell(stages, Destroys.PARTITIONS, "partitions replaced: ", console);
    tell(stages, Destroys.OPEN, "may be replaced, depending on what this run brings: ", console);
    stages.forEach(
        stage -> stage.stale().ifPresent(why -> console.line(stage.table() + ": " + why)));
  }

  private static void tell(
      List<PlannedStage> stages, Destroys which, String what, Console console) {
    if (stages.stream().anyMatch(stage -> stage.destroys() == which)) {
      console.line(what + tables(stages, which));
    }
  }

  private static String tables(List<PlannedStage> stages, Destroys which) {
    String tables =
        stages.stream()
            .filter(stage -> stage.destroys() == which)
            .map(stage -> stage.table().toString())
            .collect(Collectors.joining(", "));
    return tables.isEmpty() ? "none" : tables;
  }

  private static List<String> row(PlannedStage stage) {
    boolean reads = stage.moves();
    return List.of(
        stage.table().toString(),
        stage.mode(),
        stage.range(),
        reads ? stage.rows().map(rows -> "~" + number(rows)).orElse("?") : "-",
        reads ? stage.bytes().map(PlanTable::size).orElse("?") : "-",
        stage.destroys().words(),
        stage.reason());
  }

  private static String number(long rows) {
    return String.format(Locale.ROOT, "%,d", rows);
  }

  /** In the largest unit of which there is at least one. */
  static String size(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    double size = bytes;
    int unit = 0;
    while (size >= 1024 && unit < units.length - 1) {
      size /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", size, units[unit]);
  }
}
