package io.ingot.etl.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Counts;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand spoilt lines, every one between two good ones, from files to silver: nothing fails,
 * no line is lost or doubled, and no good line is touched.
 */
class FuzzTest {
  private static final int FILES = 5;
  private static final int SPOILT = 1_000;

  @TempDir Path folder;

  @Test
  void noLineIsLostAndNoGoodOneTouchedWhateverTheOthersHold() throws IOException {
    TestProject project = TestProject.in(folder);
    String columns =
        """
        columns:
          id:     {type: bigint, required: true}
          name:   {type: string, required: true, max_length: 40}
          amount: {type: "decimal(10,2)", min: 0}
          day:    {type: date}
        """;
    for (String format : List.of("csv", "json")) {
      project
          .file(
              "bronze/" + format + ".yml",
              "source: {connection: drop, path: \"%s/*\", format: %s, settle: 0s, damaged: 0%%}\n"
                  .formatted(format, format))
          .file("silver/" + format + ".yml", "from: bronze." + format + "\n" + columns);
    }
    deliver(project, "csv", "id,name,amount,day\n", FuzzTest::csv, 20_261_121);
    deliver(project, "json", "", FuzzTest::json, 20_261_122);

    TestRun run = project.run();

    for (String format : List.of("csv", "json")) {
      Counts bronze = run.counts("bronze." + format);
      Counts silver = run.counts("silver." + format);
      assertThat(bronze).as(format).isEqualTo(new Counts(2 * lines(), 2 * lines(), 0, 0));
      assertThat(silver.read()).as(format).isEqualTo(2 * lines());
      assertThat(silver.quarantined()).as(format).isBetween(lines() / 4, lines());
      assertThat(silver.written()).as(format).isEqualTo(2 * lines() - silver.quarantined());
      Set<String> published =
          new HashSet<>(project.rows("silver." + format, "id", "name", "amount", "day"));
      for (int id = 0; id < lines(); id++) {
        assertThat(published)
            .as(format)
            .contains("[%d,good %d,%d.50,2026-01-01]".formatted(id, id, id));
      }
      assertThat(project.rows("quarantine." + format, "size(errors) > 0", "raw IS NOT NULL"))
          .as(format)
          .containsOnly("[true,true]");
    }
  }

  private static long lines() {
    return (long) FILES * SPOILT;
  }

  private static String csv(int id) {
    return "%d,good %d,%d.50,2026-01-01".formatted(id, id, id);
  }

  private static String json(int id) {
    return "{\"id\": %d, \"name\": \"good %d\", \"amount\": %d.50, \"day\": \"2026-01-01\"}"
        .formatted(id, id, id);
  }

  private static void deliver(
      TestProject project, String format, String header, IntFunction<String> line, long seed)
      throws IOException {
    MutatedLines mutations = new MutatedLines(seed);
    List<String> others = new ArrayList<>();
    for (int id = 0; id < 50; id++) {
      others.add(line.apply(1_000_000 + id));
    }
    Path into = project.path("incoming/" + format);
    Files.createDirectories(into);
    for (int file = 0; file < FILES; file++) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.writeBytes(header.getBytes(StandardCharsets.UTF_8));
      for (int id = file * SPOILT; id < (file + 1) * SPOILT; id++) {
        bytes.writeBytes((line.apply(id) + "\n").getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(mutations.spoil(line.apply(2_000_000 + id), others));
        bytes.write('\n');
      }
      Files.write(into.resolve("part-" + file + "." + format), bytes.toByteArray());
    }
  }
}
