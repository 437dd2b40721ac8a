package io.ingot.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventGeneratorTest {
  private static final List<Predicate<String[]>> RULES =
      List.of(
          row -> row[1].isEmpty(),
          row -> row[2].equals("teleport"),
          row -> row[3].startsWith("2025-02-30 "),
          row -> row[4].equals("n/a"),
          row -> row[4].startsWith("-"));

  @TempDir Path folder;

  @Test
  void firstRowsAreTheseForever() throws IOException {
    assertThat(rows(1, 3))
        .containsExactly(
            "f4a90164c4749e1a,4,cart,2025-03-18 21:35:30,666.28,2619,games,AT",
            "bfa9ae8d44b45a35,8,search,2025-03-30 18:50:45,413.74,2142,lighting,FR",
            "d424f2654f316ee0,2,search,2025-02-11 12:18:00,646.65,180,beauty,CH");
  }

  @Test
  void sameSeedGivesTheSameBytes() throws IOException {
    assertThat(rows(7, 5_000)).isEqualTo(rows(7, 5_000));
  }

  @Test
  void anotherSeedGivesOtherRows() throws IOException {
    assertThat(rows(7, 500)).doesNotContainAnyElementsOf(rows(8, 500));
  }

  @Test
  void everyFileHasAHeaderAndItsShareOfTheRows() throws IOException {
    Path written = write(7, 804);

    try (Stream<Path> files = Files.list(written)) {
      assertThat(files.sorted().map(EventGeneratorTest::lines))
          .hasSize(8)
          .allSatisfy(
              lines -> {
                assertThat(lines.get(0))
                    .isEqualTo(
                        "event_id,user_id,event_type,event_time,amount,duration,category,country");
                assertThat(lines).hasSizeBetween(101, 102);
              });
    }
  }

  @Test
  void oneRowInAHundredBreaksExactlyOneRule() throws IOException {
    List<String[]> rows = rows(7, 10_050).stream().map(row -> row.split(",", -1)).toList();

    assertThat(rows.stream().filter(row -> broken(row) == 1)).hasSize(100);
    assertThat(rows.stream().filter(row -> broken(row) == 0)).hasSize(9_950);
    for (Predicate<String[]> rule : RULES) {
      assertThat(rows.stream().filter(rule)).hasSize(20);
    }
  }

  @Test
  void oneRowInAHundredRepeatsACleanRow() throws IOException {
    Set<String> seen = new HashSet<>();
    List<String> repeated = rows(7, 10_050).stream().filter(row -> !seen.add(row)).toList();

    assertThat(repeated).hasSize(100);
    assertThat(repeated.stream().map(row -> row.split(",", -1))).allMatch(row -> broken(row) == 0);
    assertThat(seen.stream().map(row -> row.substring(0, row.indexOf(','))).distinct())
        .hasSize(9_950);
  }

  private static long broken(String[] row) {
    return RULES.stream().filter(rule -> rule.test(row)).count();
  }

  private List<String> rows(long seed, long count) throws IOException {
    List<String> rows = new ArrayList<>();
    try (Stream<Path> files = Files.list(write(seed, count))) {
      files.sorted().forEach(file -> rows.addAll(lines(file).stream().skip(1).toList()));
    }
    return rows;
  }

  private Path write(long seed, long count) throws IOException {
    Path into = Files.createTempDirectory(folder, "events");
    new EventGenerator(seed, new Load(count)).write(into);
    return into;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
