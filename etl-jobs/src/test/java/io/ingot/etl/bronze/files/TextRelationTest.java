package io.ingot.etl.bronze.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.SourceFile;
import io.ingot.core.testkit.SparkWork;
import io.ingot.core.testkit.Sparks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextRelationTest {
  private static final CsvLines FORMAT =
      new CsvLines(CsvCase.Dialect.of().read(), List.of("id", "name"));

  @TempDir Path folder;

  @Test
  void aFileInPartsIsReadOnceWithTheSameRowsAtTheSamePlaces() throws IOException {
    String text = lines(20_000);
    SourceFile plain = write("a.csv", text.getBytes(StandardCharsets.UTF_8));
    SourceFile packed = write("b.csv.gz", text.getBytes(StandardCharsets.UTF_8));
    SparkSession small = Sparks.session().newSession();
    small.conf().set("spark.sql.files.maxPartitionBytes", "20000");

    Dataset<Row> parts = read(small, List.of(plain));
    List<Row> whole = read(Sparks.session(), List.of(packed)).collectAsList();

    assertThat(parts.rdd().getNumPartitions()).isGreaterThan(10);
    List<Row> rows = new ArrayList<>();
    long bytes = bytesRead(() -> rows.addAll(parts.collectAsList()));
    assertThat(rows).hasSize(20_000).isEqualTo(whole);
    assertThat(rows).extracting(row -> row.isNullAt(3)).contains(true, false);
    for (Row row : rows) {
      String from = text.substring((int) row.getLong(4));
      String line = from.substring(0, from.indexOf('\n')).stripTrailing();
      assertThat(row.isNullAt(2) ? row.getString(0) + "," + row.getString(1) : row.getString(2))
          .isEqualTo(line);
    }
    assertThat(bytes).isBetween(plain.bytes(), plain.bytes() * 3 / 2);
  }

  @Test
  void manySmallFilesShareATaskAndAPackedOneCountsAsItIsStored() throws IOException {
    List<SourceFile> files = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      files.add(write(i + ".csv", ("id,name\n" + i + ",Ann\n").getBytes(StandardCharsets.UTF_8)));
    }
    SourceFile packed = write("p.csv.gz", lines(20_000).getBytes(StandardCharsets.UTF_8));

    Dataset<Row> rows = read(Sparks.session(), files);

    assertThat(rows.rdd().getNumPartitions()).isLessThan(5);
    assertThat(rows.select("id").as(Encoders.STRING()).collectAsList())
        .hasSize(100)
        .doesNotHaveDuplicates();
    assertThat(bytesRead(() -> read(Sparks.session(), List.of(packed)).collectAsList()))
        .isEqualTo(packed.bytes());
  }

  private Dataset<Row> read(SparkSession spark, List<SourceFile> files) {
    SourceFolder source = SourceFolder.open(spark, "drop", folder.toString());
    return TextRelation.rows(spark, source.packed(), files, FORMAT)
        .selectExpr("id", "name", "_corrupt", "_fault", "_source.position");
  }

  /** Lines of a header and records, some of them damaged, of either line end. */
  private static String lines(int count) {
    Random random = new Random(7);
    StringBuilder lines = new StringBuilder("id,name\n");
    for (int i = 0; i < count; i++) {
      lines
          .append(i)
          .append(random.nextInt(50) == 0 ? ",\"" : ",")
          .append("x".repeat(random.nextInt(60)))
          .append('y')
          .append(random.nextInt(3) == 0 ? "\r\n" : "\n");
    }
    return lines.toString();
  }

  private SourceFile write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    if (name.endsWith(".gz")) {
      try (GZIPOutputStream packed = new GZIPOutputStream(Files.newOutputStream(file))) {
        packed.write(bytes);
      }
    } else {
      Files.write(file, bytes);
    }
    return new SourceFile(name, Files.size(file), Instant.EPOCH);
  }

  private static long bytesRead(Runnable work) {
    return SparkWork.during(Sparks.session(), work).bytesRead();
  }
}
