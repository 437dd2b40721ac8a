package io.ingot.etl.silver;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.testkit.TestProject;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand histories at once: each is a key of its own, and its changes come in any order, in any
 * batch and as often as you like.
 */
class AnyOrderTest {
  private static final int HISTORIES = 1000;
  private static final int BATCHES = 3;
  private static final String COLUMNS =
      """
      from: bronze.change
      columns:
        id:   {type: int, key: true}
        at:   {type: date, required: true}
        v:    {type: string}
        note: {type: string}
        op:   {type: string}
      """;

  @TempDir Path folder;

  /** A change; {@code v} is empty where it has none. */
  private record Change(int id, LocalDate at, String v, String note, boolean deletes) {
    String line() {
      return id + "," + at + "," + v + "," + note + "," + (deletes ? "d" : "u");
    }

    boolean isSame(Change other) {
      return v.equals(other.v) && deletes == other.deletes;
    }
  }

  @Test
  void theTableFollowsFromTheSetOfChanges() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<List<Change>> histories =
        Stream.iterate(0, id -> id + 1).limit(HISTORIES).map(id -> history(id, random)).toList();
    List<List<String>> batches = batches(histories, random);
    TestProject project =
        TestProject.in(folder)
            .file(
                "bronze/change.yml",
                "source: {connection: drop, path: \"*.csv\", format: csv, settle: 0s}")
            .file(
                "silver/latest.yml",
                COLUMNS + "write: {mode: merge, order_by: at, delete_when: \"op = 'd'\"}\n")
            .file(
                "silver/history.yml",
                COLUMNS
                    + "write: {mode: scd2, order_by: at, delete_when: \"op = 'd'\", track: [v]}\n");

    for (int batch = 0; batch < BATCHES; batch++) {
      deliver(project, batch, batches.get(batch));
    }

    assertThat(project.rows("silver.latest", "id", "v", "note", "at", "_deleted"))
        .as("seed %s", seed)
        .isEqualTo(histories.stream().map(AnyOrderTest::latest).sorted().toList());
    assertThat(versions(project))
        .as("seed %s", seed)
        .isEqualTo(histories.stream().flatMap(AnyOrderTest::versions).sorted().toList());

    deliver(project, BATCHES, batches.get(1));
    assertThat(changed(project, "silver.latest") + changed(project, "silver.history"))
        .as("seed %s", seed)
        .isZero();
  }

  private static List<Change> history(int id, Random random) {
    TreeMap<LocalDate, Change> changes = new TreeMap<>();
    int count = 1 + random.nextInt(7);
    for (int i = 0; i < count; i++) {
      LocalDate at = LocalDate.of(1998, 1, 1 + random.nextInt(28));
      boolean deletes = random.nextInt(5) == 0;
      String v = deletes && random.nextBoolean() ? "" : "ab".charAt(random.nextInt(2)) + "";
      changes.put(at, new Change(id, at, v, "n" + random.nextInt(100), deletes));
    }
    return List.copyOf(changes.values());
  }

  private static List<List<String>> batches(List<List<Change>> histories, Random random) {
    List<List<String>> batches =
        Stream.generate(() -> (List<String>) new ArrayList<String>()).limit(BATCHES).toList();
    for (List<Change> history : histories) {
      for (Change change : history) {
        do {
          batches.get(random.nextInt(BATCHES)).add(change.line());
        } while (random.nextInt(3) == 0);
      }
    }
    batches.forEach(lines -> Collections.shuffle(lines, random));
    return batches;
  }

  private static void deliver(TestProject project, int number, List<String> lines) {
    project.file(
        "incoming/" + number + ".csv", "id,at,v,note,op\n" + String.join("\n", lines) + "\n");
    project.run();
  }

  private static String latest(List<Change> history) {
    Change last = history.get(history.size() - 1);
    return "["
        + String.join(
            ",", last.id() + "", shown(last.v()), last.note(), last.at() + "", last.deletes() + "")
        + "]";
  }

  private static Stream<String> versions(List<Change> history) {
    List<List<Change>> versions = new ArrayList<>();
    for (Change change : history) {
      List<Change> open = versions.isEmpty() ? List.of() : versions.get(versions.size() - 1);
      if (open.isEmpty() || !open.get(0).isSame(change)) {
        versions.add(new ArrayList<>(List.of(change)));
      } else {
        open.add(change);
      }
    }
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < versions.size(); i++) {
      List<Change> version = versions.get(i);
      Change last = version.get(version.size() - 1);
      boolean open = i == versions.size() - 1;
      shown.add(
          "["
              + String.join(
                  ",",
                  last.id() + "",
                  shown(last.v()),
                  last.note(),
                  last.at() + "",
                  last.deletes() + "",
                  version.get(0).at() + "",
                  open ? "null" : versions.get(i + 1).get(0).at() + "",
                  (open && !last.deletes()) + "",
                  version.size() == 1 ? "null" : version.size() + "")
              + "]");
    }
    return shown.stream();
  }

  private static String shown(String value) {
    return value.isEmpty() ? "null" : value;
  }

  private static List<String> versions(TestProject project) {
    return project.rows(
        "silver.history",
        "id",
        "v",
        "note",
        "at",
        "_deleted",
        "_valid_from",
        "_valid_to",
        "_current",
        "size(_repeats)");
  }

  private static long changed(TestProject project, String table) {
    return project
        .lake()
        .spark()
        .read()
        .option("readChangeFeed", "true")
        .option("startingVersion", project.version(table))
        .format("delta")
        .load(project.path("lake/" + table.replace('.', '/')).toString())
        .count();
  }
}
