package io.ingot.features.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.error.ExitCode;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Unconserved;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Unconserved("tables are written by hand, and vacuumed")
class RebuildGapTest {
  private static final String LABELS =
      """
      customer_id,store,asked,bought,note
      1,b,2024-02-08 00:00:00,1,"a ""b"", c"
      2,b,2024-02-09T00:00:00Z,0,
      """;

  @TempDir Path folder;

  @Test
  void whichInputIsGoneIsToldAndNothingElseIsMadeOfTheRest() {
    Shop shop =
        Shop.in(folder)
            .activity(0, "(1, '2024-02-05', '2024-02-06', 2, 2.5D)")
            .taste(0, "(1, 'b', '2024-02-01', '2024-02-02', 'tea')");
    shop.project().file("labels.csv", LABELS);
    Path out = folder.resolve("out");
    ExitCode made =
        shop.ingot()
            .say(
                "features",
                "trainset",
                "--service",
                "buyers",
                "--labels",
                shop.project().path("labels.csv").toString(),
                "--out",
                out.toString(),
                "--format",
                "tfrecord");
    assertThat(made).as(shop.ingot().noted()).isEqualTo(ExitCode.DONE);

    vacuum(shop, "features.taste");
    shop.project().delete("features.activity");
    shop.activity(0, "(1, '2024-02-05', '2024-02-06', 2, 2.5D)");
    shop.project().file("labels.csv", LABELS + "3,b,2024-02-09,0,\n");
    Path again = folder.resolve("again");
    ExitCode exit =
        shop.ingot()
            .say("features", "trainset", "rebuild", out.toString(), "--out", again.toString());

    assertThat(exit).isEqualTo(ExitCode.GAP);
    assertThat(shop.ingot().noted())
        .contains("features.activity is another table now")
        .contains("features.taste lost 1 of the 1 files of version 0: they were vacuumed")
        .contains("labels.csv are another file now");
    assertThat(again).doesNotExist();
  }

  /** Delta's own, after its rows moved to other files. */
  private static void vacuum(Shop shop, String table) {
    SparkSession spark = shop.lake().spark().newSession();
    spark.conf().set("spark.databricks.delta.retentionDurationCheck.enabled", "false");
    String path = shop.lake().table(TableName.of(table)).path();
    spark.sql("UPDATE delta.`" + path + "` SET liked = 'coffee'");
    spark.sql("VACUUM delta.`" + path + "` RETAIN 0 HOURS");
  }
}
