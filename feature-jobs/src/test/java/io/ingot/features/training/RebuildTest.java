package io.ingot.features.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ingot.core.error.ExitCode;
import io.ingot.core.testkit.Unconserved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Unconserved("tables are written by hand, without what they would be made from")
class RebuildTest {
  private static final String SERVICE =
      Shop.SERVICE + "  prepare: {spend_7d: {impute: mean, scale: standard}}\n";

  @TempDir static Path folder;
  private static Shop shop;

  @BeforeAll
  static void makeASet() {
    shop =
        Shop.in(folder)
            .activity(
                0,
                "(1, '2024-02-01', '2024-02-02', 1, 1.5D)",
                "(1, '2024-02-05', '2024-02-06', 2, 2.5D)",
                "(2, '2024-02-05', '2024-02-06', 2, 0.1D)")
            .taste(0, "(1, 'b', '2024-02-01', '2024-02-02', 'tea')")
            .labels(
                0,
                "(1, 'b', '2024-02-04 00:00:00', 0, 'x')",
                "(1, 'b', '2024-02-08 00:00:00', 1, 'y')",
                "(2, 'a', '2024-02-09 00:00:00', 1, 'z')",
                "(2, 'a', '2024-02-09 00:00:00', 1, 'z')",
                "(3, 'a', '2024-02-09 00:00:00', 1, 'z')",
                "(1, 'b', '2024-03-02 00:00:00', 0, 'x')");
    shop.project().file("services/buyers.yml", SERVICE);
    assertThat(make("first")).as(shop.ingot().noted()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void whatIsWrittenLaterChangesNoSetThatIsMadeAgain() throws IOException {
    shop.activity(
        1,
        "(1, '2024-02-05', '2024-06-01', 20, 20.5D)",
        "(3, '2024-02-01', '2024-06-01', 30, 30.5D)");
    assertThat(make("fresh")).as(shop.ingot().noted()).isEqualTo(ExitCode.DONE);
    // What says of itself that it was known early does change a new set.
    shop.activity(2, "(3, '2024-02-01', '2024-02-02', 40, 40.5D)");
    shop.labels(1, "(9, 'b', '2024-02-04 00:00:00', 0, 'x')");
    assertThat(make("changed")).as(shop.ingot().noted()).isEqualTo(ExitCode.DONE);

    assertThat(rebuild("--out", folder.resolve("again").toString()))
        .as(shop.ingot().noted())
        .isEqualTo(ExitCode.DONE);

    assertThat(rows("again")).hasSize(6).isEqualTo(rows("first"));
    assertThat(checksum("again")).isEqualTo(checksum("first"));
    assertThat(rows("fresh")).isEqualTo(rows("first"));
    assertThat(rows("changed")).hasSize(7).isNotEqualTo(rows("first"));
    assertThat(rebuild()).as(shop.ingot().noted()).isEqualTo(ExitCode.DONE);
    assertThat(shop.ingot().said()).contains("The same rows in the same order would come out");
  }

  @Test
  void aProjectThatSaysSomethingElseNowIsTold() throws IOException {
    String view = "features/activity.yml";
    String other = "features/taste.yml";
    String old = read(view);
    String taste = read(other);
    shop.project().file(view, old.replace("mean: amount", "max: amount"));
    shop.project().file(other, taste.replace("ttl: 30d", "ttl: 31d"));
    shop.project().file("services/buyers.yml", SERVICE.replace("seed: 7", "seed: 8"));

    ExitCode exit = rebuild();
    String told = shop.ingot().noted();
    shop.project().file(view, old);
    shop.project().file(other, taste);
    shop.project().file("services/buyers.yml", SERVICE);

    assertThat(exit).isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(told)
        .contains("services/buyers.yml takes or says something else now")
        .contains("the definition of features.activity is another one now")
        .contains("the ttl of features.taste is PT744H now, and was PT720H");
  }

  @Test
  void whatWasLearnedIsKeptBesideTheSetAndTakenOnlyAsItWas() throws IOException {
    Path set = folder.resolve("first");
    SetFolder kept = new SetFolder(shop.lake(), set.toString(), "any");
    Manifest manifest = kept.manifest().orElseThrow();
    Dataset<Row> rows = shop.lake().spark().read().parquet(set.resolve("train").toString());

    Dataset<Row> again =
        Model.kept(manifest, kept)
            .orElseThrow()
            .apply(rows.drop("spend_7d_imputed", "spend_7d_scaled"));

    assertThat(
            again
                .select("_row", "spend_7d_scaled")
                .except(rows.select("_row", "spend_7d_scaled"))
                .isEmpty())
        .isTrue();
    assertThat(rows.select("spend_7d_scaled").distinct().count()).isGreaterThan(2);
    String parameters = kept.read("parameters.json").orElseThrow();
    kept.put("parameters.json", parameters.replaceFirst("standard", "robust"));
    assertThat(Model.kept(manifest, kept)).isEmpty();
    kept.put("parameters.json", parameters);
  }

  @Test
  void ofASetThatComesOutOtherwiseNothingIsKept() throws IOException {
    String manifest = Files.readString(folder.resolve("first/manifest.json"));
    Path other = folder.resolve("first/other.json");
    Files.writeString(other, manifest.replace(checksum("first"), "0".repeat(32)));
    Path refused = folder.resolve("refused");

    ExitCode exit =
        shop.ingot()
            .say("features", "trainset", "rebuild", other.toString(), "--out", refused.toString());

    assertThat(exit).as(shop.ingot().noted()).isEqualTo(ExitCode.GAP);
    assertThat(shop.ingot().noted()).contains("other rows come out").contains("Nothing was kept.");
    assertThat(refused.toFile().list((in, name) -> !name.startsWith("."))).isNullOrEmpty();
  }

  @Test
  void aMakingThatFailsTakesNothingOfAnotherWithIt() {
    String both = folder.resolve("both").toString();
    SetFolder first = new SetFolder(shop.lake(), both, "first");
    SetFolder second = new SetFolder(shop.lake(), both, "second");
    first.begin();
    second.begin();
    second.put("_index.json", "{}");

    first.discard();
    assertThat(second.read("_index.json")).contains("{}");
    second.discard();
    assertThat(second.read("_index.json")).isEmpty();
    assertThat(second.list("")).isEmpty();
  }

  private static String read(String file) throws IOException {
    return Files.readString(shop.project().path(file));
  }

  private static ExitCode make(String name) {
    return shop.ingot()
        .say(
            "features",
            "trainset",
            "--service",
            "buyers",
            "--out",
            folder.resolve(name).toString());
  }

  private static ExitCode rebuild(String... more) {
    return shop.ingot()
        .say(
            Stream.concat(
                    Stream.of(
                        "features",
                        "trainset",
                        "rebuild",
                        folder.resolve("first/manifest.json").toString()),
                    Stream.of(more))
                .toArray(String[]::new));
  }

  private static List<String> rows(String set) {
    return Stream.of("train", "validation")
        .flatMap(part -> shop.rows(folder.resolve(set), part, "*").stream())
        .toList();
  }

  private static String checksum(String set) throws IOException {
    JsonNode manifest =
        new ObjectMapper().readTree(folder.resolve(set).resolve("manifest.json").toFile());
    return manifest.at("/checksum").asText();
  }
}
