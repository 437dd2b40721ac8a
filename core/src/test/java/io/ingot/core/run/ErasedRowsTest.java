package io.ingot.core.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.batch.Erasure;
import io.ingot.core.batch.Erasures;
import io.ingot.core.error.ProjectException;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Counter;
import io.ingot.core.testkit.TestProject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasedRowsTest {
  private static final TableName RAW = TableName.of("bronze.ticks");
  private static final TableName OTHER = TableName.of("bronze.other");
  private static final TableName TICKS = TableName.of("silver.ticks");
  private static final Instant ERASED = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path folder;
  private TestProject project;

  @BeforeEach
  void makeProject() {
    project =
        TestProject.in(folder)
            .file("bronze/ticks.yml", Counter.TABLE)
            .file("bronze/other.yml", Counter.TABLE)
            .file(
                "silver/ticks.yml",
                """
                from: bronze.ticks
                columns: {id: {type: bigint, key: true}}
                write: {mode: merge}
                """);
  }

  @Test
  void aVersionFromBeforeAnErasureOfAnythingItWasComputedFromIsRefused() {
    erased(RAW, 2, Optional.empty());

    assertThatThrownBy(() -> rows().requireNone(TICKS, 5, ERASED.minusSeconds(1)))
        .isInstanceOf(ProjectException.class)
        .hasMessageContainingAll("silver.ticks", "version 5", "erasure e-1", "bronze.ticks");
    rows().requireNone(TICKS, 5, ERASED.plusSeconds(1));
    rows().requireNone(OTHER, 5, ERASED.minusSeconds(1));
  }

  @Test
  void aTableInWhichNothingWasFoundHoldsNothingBack() {
    erased(RAW, 0, Optional.empty());

    rows().requireNone(TICKS, 5, ERASED.minusSeconds(1));
  }

  @Test
  void aVersionThatAnErasureFoundCleanMayComeBackThoughItsBatchIsOlder() {
    erased(TICKS, 2, Optional.of(proof(0)));

    rows().requireNone(TICKS, 7, ERASED.minusSeconds(1));
    assertThatThrownBy(() -> rows().requireNone(TICKS, 6, ERASED.minusSeconds(1)))
        .isInstanceOf(ProjectException.class);

    erased(TICKS, 2, Optional.of(proof(1)));
    assertThatThrownBy(() -> rows().requireNone(TICKS, 7, ERASED.minusSeconds(1)))
        .isInstanceOf(ProjectException.class);
  }

  private ErasedRows rows() {
    return new ErasedRows(project.load(), project.lake());
  }

  private void erased(TableName table, long rows, Optional<Erasure.Proof> proof) {
    new Erasures(project.lake())
        .keep(
            new Erasure(
                "e-1",
                Erasure.State.ERASED,
                ERASED,
                "mary",
                "id",
                "digest",
                List.of(new Erasure.Part(table, List.of("id"), rows, rows, Map.of(), List.of())),
                proof));
  }

  private static Erasure.Proof proof(long rows) {
    return new Erasure.Proof(
        ERASED.plusSeconds(60),
        Map.of(TICKS, 7L),
        rows,
        List.of(),
        Map.of(),
        0,
        List.of(),
        Map.of("a store", 1L));
  }
}
