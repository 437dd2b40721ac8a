package io.ingot.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.project.ProjectLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscretionTest {
  @TempDir Path folder;
  private Discretion discretion;

  @BeforeEach
  void makeProject() throws IOException {
    Files.writeString(
        folder.resolve("ingot.yml"),
        """
        name: test
        lake: s3a://acme-lake/prod
        connections:
          drop: {type: files, root: incoming}
          shop: {type: jdbc, url: "jdbc:postgresql://db.acme.example:5432/shop"}
          store: {type: redis, cluster: true, nodes: ["r1.acme.example:6379", "r2.acme.example:6379"]}
        """);
    discretion = new Discretion(ProjectLoader.load(folder, "dev").orThrow());
  }

  @Test
  void whereThingsLieIsTakenOutOfWhatARunSaid() {
    assertThat(discretion.said("Cannot read s3a://acme-lake/prod/silver/sales."))
        .isEqualTo("Cannot read <lake>/silver/sales.");
    assertThat(discretion.said("lost jdbc:postgresql://db.acme.example:5432/shop, gave up"))
        .isEqualTo("lost <shop>, gave up");
    assertThat(discretion.said("r2.acme.example:6379 does not answer"))
        .isEqualTo("<store> does not answer");
    assertThat(discretion.said("Cannot read file:" + folder + "/incoming/a.csv"))
        .isEqualTo("Cannot read <project>/incoming/a.csv");
    assertThat(discretion.said("no such file: /srv/data/2024/a b.csv"))
        .doesNotContain("srv", "2024");
    assertThat(discretion.said("('/opt/secret/key.pem')")).isEqualTo("('<path>')");
    assertThat(discretion.said("https://me:pw1@api.example/x")).doesNotContain("me:", "pw1");
  }

  @Test
  void wordsThatAreNoPathsStay() {
    String said = "12 files, 5192301 bytes; bronze.sales batches 0..3 and/or 1/2, a / b / c";

    assertThat(discretion.said(said)).isEqualTo(said);
    assertThat(discretion.declared("SELECT a/b FROM silver.x -- see /wiki/page of incoming"))
        .isEqualTo("SELECT a/b FROM silver.x -- see /wiki/page of incoming");
  }
}
