package io.ingot.etl.silver;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Counts;
import io.ingot.core.testkit.TestProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneScanTest {
  private static final int ROWS = 20_000;

  @TempDir Path folder;

  @Test
  void aMergeOfABatchWithBadRowsReadsItsBronzeFilesOnce() throws Exception {
    TestProject project =
        TestProject.in(folder)
            .file(
                "bronze/sales.yml",
                "source: {connection: drop, path: \"*.csv\", format: csv, settle: 0s}")
            .file(
                "silver/sales.yml",
                """
                from: bronze.sales
                columns:
                  id:    {type: bigint, key: true}
                  price: {type: "decimal(6,2)", min: 0}
                  note:  {type: string}
                write: {mode: merge}
                """)
            .file("incoming/a.csv", sales(0, ROWS / 10, 1));
    project.run();
    Path bronze = project.path("lake/bronze/sales");
    long before = size(bronze);
    project.file("incoming/b.csv", sales(ROWS / 20, ROWS, 2));
    project.run("bronze.sales");
    long batch = size(bronze) - before;

    AtomicReference<Counts> counts = new AtomicReference<>();
    long read =
        FolderBytes.read(
            project.lake().spark().sparkContext(),
            bronze.toString(),
            () -> counts.set(project.run("silver.sales").counts("silver.sales")));

    assertThat(counts.get()).isEqualTo(new Counts(ROWS, ROWS - ROWS / 50, 0, ROWS / 50));
    // The keys are read by themselves first, to find those that are there twice.
    assertThat((double) read / batch).isBetween(0.8, 1.2);
  }

  /** Of fifty sales one has a price that is none; nothing in a note repeats. */
  private static String sales(int first, int count, long seed) {
    Random chance = new Random(seed);
    StringBuilder lines = new StringBuilder("id,price,note\n");
    for (int id = first; id < first + count; id++) {
      lines.append(id).append(',').append((id - first) % 50 == 49 ? "n/a" : id % 100 + ".50");
      lines.append(',');
      for (int part = 0; part < 6; part++) {
        lines.append(Long.toHexString(chance.nextLong()));
      }
      lines.append('\n');
    }
    return lines.toString();
  }

  private static long size(Path table) throws IOException {
    try (Stream<Path> files = Files.list(table)) {
      long bytes = 0;
      for (Path file : files.filter(name -> name.toString().endsWith(".parquet")).toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    }
  }
}
