package io.ingot.features.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ingot.core.error.ExitCode;
import io.ingot.core.error.FencedException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.testkit.Unconserved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Unconserved("tables are written by hand, without what they would be made from")
class TrainsetVerbTest {
  private static final String[] TRUTH = {
    "customer_id", "store", "asked", "bought", "visits_7d", "spend_7d", "liked"
  };

  @TempDir static Path folder;
  private static Shop shop;
  private static Path out;

  /**
   * Customer 1 visited on days 1 and 5; the second was mended on day 9. Customer 2's history became
   * known a year late. Customer 3 is unknown. The taste of 1 in store b holds 30 days.
   */
  @BeforeAll
  static void openShop() {
    shop =
        Shop.in(folder)
            .activity(
                0,
                "(1, '2024-02-01', '2024-02-02', 1, 1.5D)",
                "(1, '2024-02-05', '2024-02-06', 2, 2.5D)",
                "(1, '2024-02-05', '2024-02-09', 3, 3.5D)",
                "(2, '2024-02-01', '2025-02-01', 9, 9.5D)")
            .taste(0, "(1, 'b', '2024-02-01', '2024-02-02', 'tea')")
            .labels(
                0,
                "(1, 'b', '2024-02-01 12:00:00', 0, 'a b')",
                "(1, 'b', '2024-02-02 00:00:00', 0, 'a b')",
                "(1, 'b', '2024-02-08 00:00:00', 1, 'a b')",
                "(1, 'a', '2024-02-09 00:00:00', 1, 'a b')",
                "(1, 'b', '2024-03-02 00:00:00', 0, 'a b')",
                "(1, 'b', '2024-03-03 00:00:01', 0, 'a b')",
                "(2, 'b', '2024-03-01 00:00:00', 1, 'a b')",
                "(2, 'b', '2024-03-01 00:00:00', 1, 'a b')",
                "(3, 'b', '2024-02-28 00:00:00', 0, 'a b')");
    shop.project()
        .file(
            "services/split.yml",
            """
            features: ["activity:spend_7d"]
            training:
              labels: {from: silver.buyers, time: asked, columns: [bought, note]}
              split: {by: both, validation_from: 2024-03-01, validation: 50%}
              augment: {column: note, share: 100%, by: [swap]}
            """)
        .file("services/bare.yml", "features: [\"activity:visits_7d\"]")
        .file("services/held.yml", "features: [\"activity:visits_7d@2\"]")
        .file(
            "features/unbuilt.yml",
            """
            entity: {customer_id: bigint}
            from: silver.visits
            event_time: at
            features:
              visits: {count: "*", windows: [30d]}
            """)
        .file("services/unbuilt.yml", "features: [\"unbuilt:visits_30d\"]");
    out = folder.resolve("out");
    assertThat(say("--out", out.toString(), "--shards", "2"))
        .as(shop.ingot().noted())
        .isEqualTo(ExitCode.DONE);
  }

  @Test
  void aSetHoldsWhatWasKnownAtEachLabelsTimeAndTellsWhatItIsMadeOf() throws IOException {
    List<String> train = shop.rows(out, "train", TRUTH);
    List<String> validation = shop.rows(out, "validation", TRUTH);
    assertThat(train)
        .containsExactlyInAnyOrder(
            "[1,b,2024-02-01 12:00:00.0,0,null,null,null]",
            "[1,b,2024-02-02 00:00:00.0,0,1,1.5,tea]",
            "[1,b,2024-02-08 00:00:00.0,1,2,2.5,tea]",
            "[1,a,2024-02-09 00:00:00.0,1,3,3.5,null]",
            "[3,b,2024-02-28 00:00:00.0,0,null,null,null]");
    assertThat(validation)
        .containsExactlyInAnyOrder(
            "[1,b,2024-03-02 00:00:00.0,0,3,3.5,tea]",
            "[1,b,2024-03-03 00:00:01.0,0,3,3.5,null]",
            "[2,b,2024-03-01 00:00:00.0,1,null,null,null]",
            "[2,b,2024-03-01 00:00:00.0,1,null,null,null]");
    assertThat(shop.rows(out, "train", "_row")).containsExactly("[0]", "[1]", "[2]", "[3]", "[4]");
    JsonNode manifest = json(out.resolve("manifest.json"));
    assertThat(manifest.at("/parts/train").asInt()).isEqualTo(5);
    assertThat(manifest.at("/views/0").toString())
        .isEqualTo(
            "{\"view\":\"features.activity\",\"found\":5,\"noKey\":0,\"noTime\":0,\"none\":2,"
                + "\"notKnown\":2,\"deleted\":0,\"expired\":0}");
    assertThat(manifest.at("/views/1/expired").asInt()).isEqualTo(1);
    assertThat(manifest.at("/recipe/views/0/pin/version").asLong()).isZero();
    assertThat(manifest.at("/recipe/labels/table/table").asText()).isEqualTo("silver.buyers");
    JsonNode shards = json(out.resolve("_index.json")).at("/parts/train/shards");
    assertThat(shards.findValuesAsText("rows")).containsExactly("3", "2");
    assertThat(shards.findValuesAsText("firstRow")).containsExactly("0", "3");
    assertThat(shards.findValuesAsText("file"))
        .containsExactly(
            "train/shard-00000-of-00002.parquet", "train/shard-00001-of-00002.parquet");
    try (Stream<Path> left = Files.list(out)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .filteredOn(name -> !name.endsWith(".crc"))
          .containsExactlyInAnyOrder("manifest.json", "_index.json", "train", "validation");
    }
  }

  @Test
  void everyFormatHoldsTheSameRowsInTheSameOrderAndNothingOfAMakingThatDied() throws IOException {
    Path delta = folder.resolve("delta");
    Path records = folder.resolve("records");
    Files.createDirectories(records.resolve("train"));
    Files.writeString(records.resolve("_making.json"), "{\"id\":\"of one that was killed\"}");
    Files.writeString(records.resolve("train/shard-00007-of-00009.tfrecord"), "half of it");
    Files.writeString(records.resolve("_index.json"), "{}");

    assertThat(
            List.of(
                say("--out", delta.toString(), "--shards", "3", "--format", "delta"),
                say("--out", records.toString(), "--shards", "4", "--format", "tfrecord")))
        .as(shop.ingot().noted())
        .containsOnly(ExitCode.DONE);

    assertThat(checksum(delta)).isEqualTo(checksum(out)).isEqualTo(checksum(records));
    List<String> rows = shop.rows(out, "train", "customer_id", "note", "spend_7d", "_row");
    Dataset<Row> table = shop.lake().exported(delta.resolve("train").toString()).rows();
    assertThat(texts(table.orderBy("_row").selectExpr("customer_id", "note", "spend_7d", "_row")))
        .isEqualTo(rows);
    assertThat(texts(table.filter("_shard = 2").selectExpr("_row"))).containsExactly("[4]");
    List<String> read = new ArrayList<>();
    JsonNode index = json(records.resolve("_index.json")).at("/parts/train");
    for (JsonNode shard : index.at("/shards")) {
      byte[] bytes = Files.readAllBytes(records.resolve(shard.at("/file").asText()));
      List<byte[]> examples = ReadFrames.of(bytes);
      assertThat(examples).hasSize(shard.at("/rows").asInt());
      assertThat(shard.at("/bytes").asInt()).isEqualTo(bytes.length);
      assertThat(shard.at("/sha256").asText())
          .isEqualTo(HexFormat.of().formatHex(FileDigest.digest().digest(bytes)));
      examples.stream().map(ReadExample::of).map(TrainsetVerbTest::text).forEach(read::add);
    }
    assertThat(read).isEqualTo(rows);
    assertThat(records.resolve("train").toFile().list((in, name) -> name.endsWith(".tfrecord")))
        .hasSize(4);
    assertThat(records.resolve("_making.json")).doesNotExist();
  }

  private static String text(Map<String, List<?>> example) {
    return Stream.of("customer_id", "note", "spend_7d", "_row")
        .map(name -> example.containsKey(name) ? example.get(name).get(0).toString() : "null")
        .collect(Collectors.joining(",", "[", "]"));
  }

  @Test
  void aFolderThatHoldsSomethingElseIsLeftAlone() throws IOException {
    Path mine = folder.resolve("mine");
    Files.createDirectories(mine);
    Files.writeString(mine.resolve("thesis.txt"), "years of work");
    String manifest = Files.readString(out.resolve("manifest.json"));

    assertThat(say("--out", out.toString(), "--shards", "2"))
        .as(shop.ingot().noted())
        .isEqualTo(ExitCode.DONE);
    assertThat(shop.ingot().said()).contains("Nothing to do: the same set is there already");
    assertThat(say("--out", out.toString(), "--shards", "3")).isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(shop.ingot().noted()).contains("another one is there", "shards 2, not 3");
    assertThat(say("--out", mine.toString())).isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(shop.ingot().noted()).contains("thesis.txt");
    assertThat(Files.readString(out.resolve("manifest.json"))).isEqualTo(manifest);
    assertThat(mine.toFile().list()).containsExactly("thesis.txt");
  }

  @Test
  void onlyTrainingRowsGetTwinsAndRowsOfNeitherPartLieApart() throws IOException {
    Path set = folder.resolve("split");

    ExitCode exit = of("split", "--out", set.toString());

    assertThat(exit).as(shop.ingot().noted()).isEqualTo(ExitCode.DONE);
    JsonNode manifest = json(set.resolve("manifest.json"));
    assertThat(
            manifest.at("/views/0/found").asInt()
                + manifest.at("/views/0/none").asInt()
                + manifest.at("/views/0/notKnown").asInt())
        .isEqualTo(9);
    int rows = 0;
    for (JsonNode part : manifest.at("/parts")) {
      rows += part.asInt();
    }
    List<String> twins = new ArrayList<>();
    for (String part : List.of("train", "validation", "none")) {
      if (Files.exists(set.resolve(part))) {
        shop.rows(set, part, "_augmented", "bought", "note", "customer_id").stream()
            .filter(row -> row.startsWith("[true"))
            .forEach(row -> twins.add(part + row));
      }
    }
    assertThat(twins).isNotEmpty().allMatch(twin -> twin.matches("train.*,b a,[0-9]]"));
    assertThat(rows).isEqualTo(9 + twins.size());
    assertThat(set.resolve("none")).isDirectory();
  }

  @Test
  void valuesThatBecameKnownLaterAreWarnedOf() throws IOException {
    shop.project()
        .file(
            "late.csv", "customer_id,event_timestamp\n2,2024-03-01\n2,2024-03-02\n1,2024-03-01\n");

    ExitCode exit =
        of(
            "bare",
            "--labels",
            shop.project().path("late.csv").toString(),
            "--out",
            folder.resolve("late").toString(),
            "--output",
            "json");

    assertThat(exit).as(shop.ingot().noted()).isEqualTo(ExitCode.DONE);
    assertThat(shop.ingot().noted())
        .contains("Warning: 2 of 3 label rows got nothing of features.activity")
        .contains("known_time: ignore");
    assertThat(shop.ingot().json().at("/manifest/views/0/notKnown").asInt()).isEqualTo(2);
    assertThat(shop.ingot().json().at("/what").asText()).isEqualTo("WRITTEN");
  }

  @Test
  void whatCannotBeMadeIsRefusedBeforeAnythingIsWritten() {
    String labels =
        shop.project()
            .file("l.csv", "customer_id,event_time\n1,2024-01-01\n")
            .path("l.csv")
            .toString();

    assertThat(
            List.of(
                refusal("nosuch"),
                refusal("bare"),
                refusal("bare", "--labels", "silver.nosuch"),
                refusal("bare", "--labels", labels),
                refusal("unbuilt", "--labels", "silver.buyers"),
                refusal("held", "--labels", "silver.buyers"),
                refusal("buyers", "--format", "csv"),
                refusal("buyers", "--shards", "0")))
        .satisfiesExactly(
            told -> assertThat(told).contains("Unknown service 'nosuch'"),
            told -> assertThat(told).contains("Service bare declares no labels"),
            told -> assertThat(told).contains("there is no such table, nor such a file"),
            told -> assertThat(told).contains("no column 'event_timestamp'", "event_time."),
            told -> assertThat(told).contains("features.unbuilt", "its table was never built"),
            told -> assertThat(told).contains("activity:visits_7d@2", "never applied"),
            told -> assertThat(told).contains("Unknown format: csv"),
            told -> assertThat(told).contains("--shards takes a number"));
    assertThat(folder.resolve("refused")).doesNotExist();
  }

  @Test
  void featuresOfATableThatWasComputedOtherwiseAreRefused() throws IOException {
    String file = "features/taste.yml";
    String before = Files.readString(shop.project().path(file));
    shop.project().file(file, before.replace("last: store", "first: store"));

    String told = refusal("buyers");
    shop.project().file(file, before);

    assertThat(told).contains("features.taste: its table was computed by another definition");
  }

  @Test
  void ofTwoThatMakeASetInOneFolderOnlyTheLaterFinishesIt() {
    String both = folder.resolve("both").toString();
    SetFolder first = new SetFolder(shop.lake(), both, "first");
    SetFolder second = new SetFolder(shop.lake(), both, "second");
    Manifest manifest = new SetFolder(shop.lake(), out.toString(), "x").manifest().orElseThrow();
    first.begin();
    second.begin();

    assertThatThrownBy(() -> first.publish(manifest))
        .isInstanceOf(FencedException.class)
        .hasMessageContaining(both);
    assertThat(second.manifest()).isEmpty();
    second.publish(manifest);
    assertThat(first.manifest()).contains(manifest);
    assertThatThrownBy(() -> first.begin()).isInstanceOf(ProjectException.class);
  }

  private static String refusal(String service, String... more) {
    ExitCode exit =
        of(
            service,
            Stream.concat(Stream.of("--out", folder.resolve("refused").toString()), Stream.of(more))
                .toArray(String[]::new));
    assertThat(exit).as(shop.ingot().noted()).isEqualTo(ExitCode.PROJECT_WRONG);
    return shop.ingot().noted();
  }

  private static ExitCode of(String service, String... more) {
    return shop.ingot()
        .say(
            Stream.concat(Stream.of("features", "trainset", "--service", service), Stream.of(more))
                .toArray(String[]::new));
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).toList();
  }

  private static String checksum(Path set) throws IOException {
    return json(set.resolve("manifest.json")).at("/checksum").asText();
  }

  private static ExitCode say(String... more) {
    return of("buyers", more);
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }
}
