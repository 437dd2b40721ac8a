package io.ingot.tests.crash;

import io.ingot.tests.testkit.SmallProject;
import io.ingot.tests.testkit.TableRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Three days of sales, and what is in the tables after each when nothing interrupts. */
final class SalesDays {
  private static final String[][] LINES = {
    {"1,2026-01-01,10", "2,2026-01-01,20", "2,2026-01-01,20", "3,2026-01-02,-1", "x,2026-01-02,1"},
    {"1,2026-01-01,15", "4,2026-01-02,40", "4,2026-01-02,40", "5,someday,50"},
    {"4,2026-01-03,44", "6,2026-01-01,60", "7,2026-01-03,seven"}
  };

  private final List<SmallProject> projects = new ArrayList<>();
  private final List<Map<String, List<String>>> rows = new ArrayList<>();

  private SalesDays() {}

  /** Plays them, each with a run of its own. */
  static SalesDays play(Path folder) {
    SalesDays days = new SalesDays();
    days.projects.add(SmallProject.sales(folder.resolve("day-0")));
    days.rows.add(Map.of());
    for (int day = 1; day <= LINES.length; day++) {
      SmallProject project = days.after(day - 1, folder.resolve("day-" + day));
      deliver(day, project);
      if (project.run().exitCode() != 0) {
        throw new AssertionError("Day " + day + " failed without anybody interrupting it");
      }
      days.projects.add(project);
      days.rows.add(TableRows.of(project));
    }
    return days;
  }

  static void deliver(int day, SmallProject project) {
    project.deliver(day + ".csv", LINES[day - 1]);
  }

  /** A copy of the project as it was after a day; 0 is before the first. */
  SmallProject after(int day, Path folder) {
    return projects.get(day).copyTo(folder);
  }

  /** By table what its rows were after a day. */
  Map<String, List<String>> rowsAfter(int day) {
    return rows.get(day);
  }
}
