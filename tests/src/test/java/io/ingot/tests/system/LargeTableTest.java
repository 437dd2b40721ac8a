package io.ingot.tests.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.tests.testkit.EventDatabase;
import io.ingot.tests.testkit.IngotProcess;
import io.ingot.tests.testkit.IngotProcess.Ended;
import io.ingot.tests.testkit.SmallProject;
import io.ingot.tests.testkit.TableRows;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeTableTest {
  private static final long ROWS = 5_000_000;

  @TempDir Path folder;

  @Test
  void fiveMillionRowsPassThroughASmallHeap() {
    SmallProject project = EventDatabase.project(folder.resolve("large"));
    try (EventDatabase database = EventDatabase.start(folder)) {
      database.execute(
          "INSERT INTO event SELECT n, 'event ' || n, timestamptz '2026-01-01 00:00:00Z'"
              + " + n * interval '1 millisecond' FROM generate_series(1, "
              + ROWS
              + ") AS n");

      Ended ended = IngotProcess.run(project, database.variables(), "-Xmx512m");

      assertThat(ended.exitCode()).as(ended.notes()).isZero();
    }
    assertThat(TableRows.rows(project.folder().resolve("lake/bronze/event")).count())
        .isEqualTo(ROWS);
  }
}
