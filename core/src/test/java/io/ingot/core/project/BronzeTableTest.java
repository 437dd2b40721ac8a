package io.ingot.core.project;

import static io.ingot.core.project.Binding.mistakes;
import static io.ingot.core.project.Binding.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BronzeTableTest {
  @Test
  void filesNeedNothingButTheirSource() {
    BronzeTable table =
        read(BronzeTable.class, "source: {connection: drop, path: a/*.csv, format: csv}");

    assertThat(table)
        .isEqualTo(
            new BronzeTable(
                Binding.TABLE,
                Optional.empty(),
                new Source.FileSet("drop", "a/*.csv", Source.Format.CSV, ","),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Set.of()));
  }

  @Test
  void everyKeyOfADatabaseTableIsRead() {
    BronzeTable table =
        read(
            BronzeTable.class,
            """
            description: Who buys
            source: {connection: shop, table: public.customer}
            watermark: {column: updated_at, lag: 5m}
            read: {partition_by: customer_id, partitions: 4}
            checks: [{rows: {max: 10}}]
            tags: [daily, pii]
            """);

    assertThat(table)
        .isEqualTo(
            new BronzeTable(
                Binding.TABLE,
                Optional.of("Who buys"),
                new Source.JdbcTable("shop", "public.customer"),
                Optional.of(
                    new Watermark(
                        "updated_at", Optional.of(Duration.ofMinutes(5)), Optional.empty())),
                Optional.of(new PartitionedRead("customer_id", 4)),
                List.of(
                    new Check.Rows(
                        new Check.Range(Optional.empty(), Optional.of(10L)), Check.Level.ERROR)),
                Set.of("daily", "pii")));
  }

  @Test
  void everyKeyOfFilesAndOfANumericWatermarkIsRead() {
    assertThat(
            read(BronzeTable.class, "source: {connection: d, path: a, format: json, separator: ;}")
                .source())
        .isEqualTo(new Source.FileSet("d", "a", Source.Format.JSON, ";"));
    assertThat(read(Watermark.class, "{column: id, gap: 1000}"))
        .isEqualTo(new Watermark("id", Optional.empty(), Optional.of(1000L)));
  }

  @Test
  void aTableWithoutASourceIsRefused() {
    assertThat(mistakes(BronzeTable.class, "tags: a"))
        .containsExactly("Missing key 'source': Where the rows come from.");
  }

  @Test
  void aDatabaseTableWithoutAWatermarkIsRefused() {
    assertThat(mistakes(BronzeTable.class, "source: {connection: shop, table: t}"))
        .containsExactly("A jdbc source needs a watermark, such as {column: updated_at, lag: 5m}.");
  }

  @Test
  void filesWithAWatermarkAreRefused() {
    assertThat(
            mistakes(
                BronzeTable.class,
                "{source: {connection: d, path: a, format: csv}, watermark: {column: c, gap: 1}}"))
        .containsExactly(
            "watermark and read belong to jdbc sources; files are taken once each by themselves.");
  }

  @Test
  void aSourceIsExactlyOneKind() {
    assertThat(mistakes(BronzeTable.class, "source: {connection: shop}"))
        .containsExactly("Missing key: one of table, path tells the kind.");
    assertThat(mistakes(BronzeTable.class, "source: {connection: shop, table: t, path: p}"))
        .containsExactly("Only one of table, path can stand here.");
    assertThat(mistakes(BronzeTable.class, "source: {connection: shop, tabel: t}"))
        .containsExactly("Unknown key 'tabel'. Did you mean 'table'?");
  }

  @Test
  void sourcesRefuseWhatTheyCannotRead() {
    assertThat(mistakes(Source.JdbcTable.class, "{connection: c, table: a b}"))
        .containsExactly("Invalid source table: a b. Write name or schema.name.");
    assertThat(mistakes(Source.FileSet.class, "{connection: c, path: ../x, format: csv}"))
        .containsExactly(
            "Invalid path: ../x. It is relative to the connection's folder, without '..'.");
    assertThat(mistakes(Source.FileSet.class, "{connection: c, path: x, format: jsn}"))
        .containsExactly("Unknown value 'jsn'. Did you mean 'json'?");
    assertThat(mistakes(Source.FileSet.class, "{connection: c, path: x}"))
        .containsExactly("Missing key 'format': csv, json (one object a line) or parquet.");
  }

  @Test
  void aWatermarkHasEitherLagOrGap() {
    String either =
        "Say either lag (timestamp column, such as 5m) or gap (numeric column, such as 1000).";
    assertThat(mistakes(Watermark.class, "column: c")).containsExactly(either);
    assertThat(mistakes(Watermark.class, "{column: c, lag: 1s, gap: 1}")).containsExactly(either);
    assertThat(mistakes(Watermark.class, "{column: c, gap: -1}"))
        .containsExactly("lag and gap must not be negative.");
    assertThat(mistakes(Watermark.class, "lag: 1s"))
        .containsExactly("Missing key 'column': A timestamp or a number that only grows.");
  }

  @Test
  void aPartitionedReadHasOneToSixtyFourParts() {
    assertThat(mistakes(PartitionedRead.class, "{partition_by: id, partitions: 65}"))
        .containsExactly("Invalid partitions: 65. Use 1 to 64.");
    assertThat(mistakes(PartitionedRead.class, "partition_by: id"))
        .containsExactly("Missing key 'partitions': Number of parallel queries, 1 to 64.");
    assertThat(mistakes(PartitionedRead.class, "partitions: 2"))
        .containsExactly("Missing key 'partition_by': A numeric column with an even spread.");
  }
}
