package io.ingot.features.training;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.testkit.Sparks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class RowOrderTest {
  private static final SparkSession SPARK = Sparks.session().newSession();
  private static final Map<String, Shards> PARTS =
      Map.of("train", new Shards(90, 4), "validation", new Shards(30, 7));

  /** 120 rows of which each is there twice, a quarter of them to validate. */
  private static Dataset<Row> rows() {
    return SPARK.sql(
        "SELECT id DIV 2 AS id, IF(id DIV 2 % 3 = 0, NULL, id DIV 2 / 7D) AS x,"
            + " IF(id DIV 2 % 4 = 0, 'validation', 'train') AS _split FROM range(120)");
  }

  private static Dataset<Row> ordered(Dataset<Row> rows, long seed) {
    return RowOrder.sharded(
        RowOrder.numbered(RowOrder.placed(rows, rows.drop("_split").schema(), seed)), PARTS);
  }

  /** What each part holds in its order. */
  private static Map<String, List<String>> texts(Dataset<Row> ordered) {
    Map<String, List<String>> texts = new TreeMap<>();
    ordered
        .select(col("_split"), col("_row"), col("_shard"), col("id"), col("x"))
        .collectAsList()
        .stream()
        .sorted(Comparator.comparing((Row row) -> row.getLong(1)))
        .forEach(
            row ->
                texts
                    .computeIfAbsent(row.getString(0), part -> new ArrayList<>())
                    .add(row.mkString("|")));
    return texts;
  }

  @Test
  void theSameRowsComeInTheSameOrderHoweverTheyArePartitioned() {
    Map<String, List<String>> one = texts(ordered(rows().coalesce(1), 7));

    assertThat(texts(ordered(rows().repartition(2), 7))).isEqualTo(one);
    assertThat(texts(ordered(rows().orderBy(col("id").desc()).repartition(7, col("x")), 7)))
        .isEqualTo(one);
  }

  @Test
  void rowsAreShuffledNumberedWithoutGapAndCutEvenly() {
    List<Row> found = ordered(rows(), 7).collectAsList();

    PARTS.forEach(
        (part, shards) -> {
          List<Row> own = found.stream().filter(row -> row.getAs("_split").equals(part)).toList();
          assertThat(own.stream().map(row -> row.<Long>getAs("_row")))
              .containsExactlyInAnyOrderElementsOf(
                  LongStream.range(0, shards.rows()).boxed().toList());
          Map<Integer, Long> sizes =
              own.stream()
                  .collect(
                      Collectors.groupingBy(
                          row -> row.<Integer>getAs("_shard"), Collectors.counting()));
          Map<Integer, Long> expected = new TreeMap<>();
          for (int shard = 0; shard < shards.count(); shard++) {
            expected.put(shard, shards.size(shard));
          }
          assertThat(sizes).isEqualTo(expected);
          own.forEach(
              row -> {
                long at = row.<Long>getAs("_row");
                int shard = row.<Integer>getAs("_shard");
                assertThat(at).isBetween(shards.first(shard), shards.first(shard + 1) - 1);
              });
        });
    // 3 of 4 numbers up to 60, each twice: nothing lost, nothing doubled.
    assertThat(found.stream().map(row -> row.<Long>getAs("id")))
        .containsExactlyInAnyOrderElementsOf(
            LongStream.range(0, 120).map(id -> id / 2).boxed().toList());
  }

  @Test
  void anotherSeedGivesAnotherOrder() {
    List<String> seven = texts(ordered(rows(), 7)).get("train");
    List<String> eight = texts(ordered(rows(), 8)).get("train");

    assertThat(eight).isNotEqualTo(seven);
    assertThat(ids(eight)).containsExactlyInAnyOrderElementsOf(ids(seven));
    assertThat(ids(seven)).isNotEqualTo(ids(seven).stream().sorted().toList());
  }

  private static List<String> ids(List<String> texts) {
    return texts.stream().map(text -> text.split("\\|")[3]).toList();
  }
}
