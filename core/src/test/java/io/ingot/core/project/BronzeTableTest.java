package io.ingot.core.project;

import static io.ingot.core.project.Binding.mistakes;
import static io.ingot.core.project.Binding.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.error.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
                new Source.FileSet(
                    "drop",
                    "a/*.csv",
                    Source.Format.CSV,
                    new CsvDialect(",", "\"", "\"", "UTF-8", List.of(), false),
                    Duration.ofMinutes(1),
                    Source.Changed.FAIL,
                    Source.Copies.LOAD,
                    new Share(0.2)),
                Optional.empty(),
                Optional.empty(),
                new Deletes(Deletes.Mode.NONE, Optional.empty(), List.of(), Optional.empty()),
                Optional.empty(),
                List.of(),
                Watch.none(),
                Maintain.unsaid(),
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
            watermark:
              column: updated_at
              lag: 5m
              lookback: 1h
              max_window: 7d
              on_null: include
              zone: Asia/Tokyo
              open_transactions: ignore
            read: {partition_by: customer_id, partitions: 4}
            deletes: {mode: reconcile, key: customer_id, every: 1d}
            retry: {attempts: 5, pause: 1s, at_most: 10s, passing: [busy]}
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
                        "updated_at",
                        Optional.of(Duration.ofMinutes(5)),
                        Optional.empty(),
                        Optional.of(new Span.Time(Duration.ofHours(1))),
                        Optional.of(new Span.Time(Duration.ofDays(7))),
                        Watermark.OnNull.INCLUDE,
                        Optional.of(Zone.of("Asia/Tokyo")),
                        Watermark.OpenTransactions.IGNORE)),
                Optional.of(new PartitionedRead("customer_id", 4)),
                new Deletes(
                    Deletes.Mode.RECONCILE,
                    Optional.empty(),
                    List.of("customer_id"),
                    Optional.of(Duration.ofDays(1))),
                Optional.of(
                    new Retry(
                        5, Duration.ofSeconds(1), Duration.ofSeconds(10), Set.of(Fault.BUSY))),
                List.of(
                    new CountCheck.Rows(
                        new CountCheck.Range(Optional.empty(), Optional.of(10L)),
                        CheckTerms.usual())),
                Watch.none(),
                Maintain.unsaid(),
                Set.of("daily", "pii")));
  }

  @Test
  void everyKeyOfFilesAndOfANumericWatermarkIsRead() {
    assertThat(
            read(
                    BronzeTable.class,
                    """
                    source:
                      connection: d
                      path: a
                      format: csv
                      csv: {separator: ;, quote: "'", escape: "#", encoding: ISO-8859-1, columns: [a, b]}
                      settle: 0s
                      changed: again
                      damaged: 5%
                    """)
                .source())
        .isEqualTo(
            new Source.FileSet(
                "d",
                "a",
                Source.Format.CSV,
                new CsvDialect(";", "'", "#", "ISO-8859-1", List.of("a", "b"), false),
                Duration.ZERO,
                Source.Changed.AGAIN,
                Source.Copies.LOAD,
                new Share(0.05)));
    assertThat(read(Watermark.class, "{column: id, gap: 1000, lookback: 50, max_window: 9}"))
        .isEqualTo(
            new Watermark(
                "id",
                Optional.empty(),
                Optional.of(1000L),
                Optional.of(new Span.Count(50)),
                Optional.of(new Span.Count(9)),
                Watermark.OnNull.FAIL,
                Optional.empty(),
                Watermark.OpenTransactions.WAIT));
  }

  @Test
  void anHttpSourceIsReadWithItsPagesAndWhatAsksForNews() {
    assertThat(
            read(
                    BronzeTable.class,
                    """
                    source:
                      connection: api
                      endpoint: /v1/events
                      records: data.items
                      params: {status: done}
                      pages: {type: cursor, from: meta.next, param: cursor}
                      increment: {from: since, to: until, start: 2026-01-01, lag: 1m, max_window: 1d}
                      max_pages: 50
                    """)
                .source())
        .isEqualTo(
            new Source.Endpoint(
                "api",
                "/v1/events",
                Optional.of("data.items"),
                Map.of("status", "done"),
                Optional.of(new Pages.Cursor("meta.next", "cursor")),
                Optional.of(
                    new Increment(
                        "since",
                        Optional.of("until"),
                        Increment.Format.ISO,
                        new Increment.Moment(Instant.parse("2026-01-01T00:00:00Z")),
                        Duration.ofMinutes(1),
                        Optional.of(Duration.ofDays(1)),
                        Increment.Clock.SERVER)),
                50));
  }

  @Test
  void aTopicIsReadWithItsSchemaAndStart() {
    assertThat(
            read(
                    BronzeTable.class,
                    """
                    source:
                      connection: stream
                      topic: user-activity
                      format: avro
                      schema: schemas/activity.avsc
                      start: latest
                      max_records: 1000
                    """)
                .source())
        .isEqualTo(
            new Source.Topic(
                "stream",
                "user-activity",
                Source.Encoding.AVRO,
                Optional.of("schemas/activity.avsc"),
                Optional.empty(),
                Source.Start.LATEST,
                Optional.of(1000L)));
  }

  @Test
  void whatCannotBeKeptIsRefusedBeforeAnythingRuns() {
    assertThat(mistakes(Watermark.class, "{column: a, lag: 1m, zone: America/New_York}"))
        .singleElement()
        .asString()
        .startsWith("The clocks of America/New_York change");
    assertThat(mistakes(Watermark.class, "{column: a, gap: 1, lookback: 1h}"))
        .containsExactly("lookback goes with gap: write a count, such as 5000.");
    assertThat(mistakes(Watermark.class, "{column: a, lag: 1m, max_window: 0s}"))
        .containsExactly("max_window must be greater than nothing.");
    assertThat(mistakes(Deletes.class, "{mode: reconcile, key: id}"))
        .containsExactly("'key' and 'every' belong to mode reconcile, which needs both.");
    assertThat(mistakes(Retry.class, "{passing: [lasting]}"))
        .containsExactly(
            "A lasting failure does not pass. Use connection, timeout, busy or server.");
    assertThat(
            mistakes(
                BronzeTable.class,
                "source: {connection: s, table: t}\nread: {partition_by: a, partitions: 4}"))
        .singleElement()
        .asString()
        .startsWith("Without a watermark the whole table is read as of one moment");
    assertThat(
            mistakes(
                BronzeTable.class,
                "source: {connection: s, endpoint: /a, increment: {from: a, start: 2026-01-01}}"))
        .singleElement()
        .asString()
        .contains("'to' names the parameter of the window's end");
  }

  @Test
  void aTableWithoutASourceIsRefused() {
    assertThat(mistakes(BronzeTable.class, "tags: a"))
        .containsExactly("Missing key 'source': Where the rows come from.");
  }

  @Test
  void aDatabaseTableWithoutAWatermarkIsReadWhole() {
    assertThat(read(BronzeTable.class, "source: {connection: shop, table: t}").watermark())
        .isEmpty();
  }

  @Test
  void filesWithAWatermarkAreRefused() {
    assertThat(
            mistakes(
                BronzeTable.class,
                "{source: {connection: d, path: a, format: csv}, watermark: {column: c, gap: 1}}"))
        .containsExactly(
            "watermark and read belong to jdbc sources; other sources know by themselves what is"
                + " new.");
  }

  @Test
  void aSourceIsExactlyOneKind() {
    assertThat(mistakes(BronzeTable.class, "source: {connection: shop}"))
        .containsExactly("Missing key: one of table, path, endpoint, topic tells the kind.");
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
        .containsExactly(
            "Missing key 'format': csv, json (one object a line), json_array or parquet.");
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
