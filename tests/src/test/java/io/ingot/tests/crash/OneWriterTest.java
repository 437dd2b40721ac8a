package io.ingot.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.tests.testkit.DeltaLogFiles;
import io.ingot.tests.testkit.IngotProcess;
import io.ingot.tests.testkit.SmallProject;
import io.ingot.tests.testkit.TableRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class OneWriterTest {
  private static final int ROUNDS = 20;

  @Test
  @Timeout(300)
  void ofTwoProcessesThatStartTogetherOneAdvancesEachTimeAndTheOtherSaysWhoDoes(
      @TempDir Path folder) throws Exception {
    SmallProject project = SmallProject.sales(folder.resolve("sales"));
    Path meeting = Files.createDirectories(folder.resolve("meeting"));
    Path bronze = project.folder().resolve("lake/bronze/sale");
    List<String> refused = new ArrayList<>();

    try (IngotProcess one = contender(folder, project, meeting, "one");
        IngotProcess other = contender(folder, project, meeting, "other")) {
      told(meeting, 0);
      for (int round = 1; round <= ROUNDS; round++) {
        project.deliver(round + ".csv", round + ",2026-01-01,10");
        Files.createFile(meeting.resolve("go-" + round));
        List<String> told = told(meeting, round);

        assertThat(told).as("round " + round).anyMatch(text -> text.startsWith("DONE"));
        told.stream().filter(text -> !text.startsWith("DONE")).forEach(refused::add);
        assertThat(DeltaLogFiles.of(bronze).commits()).as("round " + round).isEqualTo(round);
      }
      assertThat(one.await().exitCode()).isZero();
      assertThat(other.await().exitCode()).isZero();
    }

    assertThat(refused)
        .as("they met")
        .isNotEmpty()
        .allSatisfy(
            text ->
                assertThat(text)
                    .startsWith("FENCED")
                    .contains("Cannot work on bronze.sale: run ", "works on it"));
    assertThat(DeltaLogFiles.of(bronze).batches())
        .isEqualTo(Map.of("ingot/dev/bronze.sale#0", LongStream.range(0, ROUNDS).boxed().toList()));
    assertThat(TableRows.rows(bronze).select("id").collectAsList())
        .extracting(row -> Integer.valueOf(row.getString(0)))
        .containsExactlyInAnyOrderElementsOf(
            Stream.iterate(1, id -> id + 1).limit(ROUNDS).toList());
  }

  private static IngotProcess contender(
      Path folder, SmallProject project, Path meeting, String name) {
    return IngotProcess.startClass(
        folder.resolve(name),
        Contender.class,
        project.folder().toString(),
        meeting.toString(),
        name,
        String.valueOf(ROUNDS));
  }

  private static List<String> told(Path meeting, int round) throws Exception {
    List<String> told = new ArrayList<>();
    for (String name : List.of("one", "other")) {
      Contender.await(meeting.resolve(name + "-" + round));
      told.add(Files.readString(meeting.resolve(name + "-" + round)));
    }
    return told;
  }
}
