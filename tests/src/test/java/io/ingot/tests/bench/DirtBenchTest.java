package io.ingot.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirtBenchTest {
  @TempDir Path folder;

  @Test
  void oneRowInFiftyIsBadAndAllOthersAreThoseOfTheCleanDelivery() throws IOException {
    Delivery dirty = new Delivery(500, 1_000, 1, 50);
    List<String> spoilt = lines(dirty, "dirty");
    List<String> clean = lines(dirty.clean(), "clean");

    assertThat(dirty.dirty()).isEqualTo(20);
    assertThat(spoilt).hasSize(1_000);
    List<String> bad = spoilt.stream().filter(line -> !clean.contains(line)).toList();
    assertThat(bad).hasSize(20);
    assertThat(bad.stream().filter(line -> line.split(",")[1].isEmpty())).hasSize(4);
    assertThat(bad.stream().filter(line -> line.contains(",teleport,"))).hasSize(4);
    assertThat(bad.stream().filter(line -> line.contains(",2025-02-30 "))).hasSize(4);
    assertThat(bad.stream().filter(line -> line.contains(",n/a,"))).hasSize(4);
    assertThat(bad.stream().filter(line -> line.contains(",-"))).hasSize(4);
  }

  @Test
  void theSecondEditionHasTheSameIdsAndOtherAmounts() throws IOException {
    List<String> first = lines(new Delivery(0, 100, 0, 0), "first");
    List<String> second = lines(new Delivery(50, 100, 1, 0), "second");

    assertThat(first.subList(50, 100)).doesNotContainAnyElementsOf(second);
    assertThat(first.subList(50, 100).stream().map(DirtBenchTest::id))
        .containsExactlyElementsOf(second.subList(0, 50).stream().map(DirtBenchTest::id).toList());
  }

  @Test
  void theMediansAreCompared() {
    DirtScores scores = new DirtScores();
    for (double seconds : new double[] {10, 90, 11}) {
      scores.add("silver.added", "clean", new Cost(seconds, 2 * seconds, 0, Map.of()));
    }
    for (double seconds : new double[] {12, 1, 13.2}) {
      scores.add("silver.added", "dirty", new Cost(seconds, 3 * seconds, 0, Map.of()));
    }

    assertThat(scores.table().lines().skip(1))
        .containsExactly(
            "silver.added     clean      11.00     22.00",
            "silver.added     dirty      12.00     36.00",
            "silver.added     ratio       1.09      1.64");
    assertThat(scores.keepWithin(1.3)).isFalse();
    assertThat(scores.keepWithin(1.65)).isTrue();
  }

  @Test
  void optionsAreReadAndBounded() {
    assertThat(DirtOptions.parse(List.of())).isEqualTo(new DirtOptions(1_000_000, 4, 1.3));
    assertThat(DirtOptions.parse(List.of("--size", "2m", "--runs", "5", "--at-most", "1.5")))
        .isEqualTo(new DirtOptions(2_000_000, 5, 1.5));
    for (List<String> wrong :
        List.of(
            List.of("--size", "999"),
            List.of("--runs", "0"),
            List.of("--runs", "21"),
            List.of("--at-most", "0.9"),
            List.of("--runs", "x"),
            List.of("--only", "spark"),
            List.of("--size"))) {
      assertThatIllegalArgumentException().isThrownBy(() -> DirtOptions.parse(wrong));
    }
  }

  private List<String> lines(Delivery delivery, String name) throws IOException {
    delivery.write(folder.resolve(name));
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      for (Path file : files.sorted().toList()) {
        List<String> all = Files.readAllLines(file);
        lines.addAll(all.subList(1, all.size()));
      }
    }
    return lines;
  }

  private static String id(String line) {
    return line.substring(0, line.indexOf(','));
  }
}
