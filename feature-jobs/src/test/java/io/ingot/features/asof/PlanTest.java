package io.ingot.features.asof;

import static io.ingot.features.asof.Moments.USUAL;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.spark_partition_id;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.project.FeatureYaml;
import io.ingot.core.testkit.Sparks;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkPlan;
import org.junit.jupiter.api.Test;
import scala.collection.JavaConverters;

class PlanTest {
  private static final int ROWS = 20_000;

  private final SparkSession spark = session();

  @Test
  void eachSetOfKeysIsOneShuffleOneSortAndOneWalkHoweverManyViewsHaveIt() {
    Dataset<Row> labels = labels("id % 10", "id % 7");
    List<ViewInput> views =
        List.of(
            view("one", "{a: bigint, b: bigint}"),
            view("two", "{b: bigint, a: bigint}"),
            view("three", "{a: bigint}"),
            view("four", "{a: bigint, b: bigint}"));

    for (Dataset<Row> answer :
        List.of(
            PointInTime.join(labels, USUAL, views), PointInTime.explained(labels, USUAL, views))) {
      Map<String, Long> operators = operators(answer);

      assertThat(operators)
          .containsEntry("Exchange", 2L)
          .containsEntry("Sort", 2L)
          .containsEntry("Window", 2L)
          // Each table and the labels are read once.
          .containsEntry("Range", 5L);
      assertThat(operators.keySet()).noneMatch(name -> name.contains("Join"));
      assertThat(operators.keySet()).noneMatch(name -> name.contains("Cartesian"));
    }
  }

  @Test
  void labelsThatCanGetNothingDoNotMeetInOneTask() {
    List<ViewInput> views = List.of(view("one", "{a: bigint, b: bigint}"));

    for (Dataset<Row> labels :
        List.of(
            labels("null", "id % 7").repartition(8),
            // These are all the same, and so lie together unless it is told apart where they lay.
            labels("null", "null")
                .selectExpr("0 AS id", "a", "b", "timestamp_micros(0) AS t")
                .repartition(8),
            labels("1L", "1L")
                .selectExpr("id", "a", "b", "CAST(null AS timestamp) AS t")
                .repartition(8))) {
      // The values are asked for, since without them Spark would leave the join out.
      List<Row> tasks =
          PointInTime.join(labels, USUAL, views)
              .groupBy(spark_partition_id())
              .agg(count(lit(1)), max("x"))
              .collectAsList();

      assertThat(tasks.stream().mapToLong(task -> task.getLong(1)).sum()).isEqualTo(ROWS);
      assertThat(tasks.stream().mapToLong(task -> task.getLong(1)).max().orElseThrow())
          .isLessThan(ROWS / 2);
    }
  }

  @Test
  void anEntityWithMostOfTheRowsIsWalkedThroughOnDisk() {
    SparkSession small = session();
    small.conf().set("spark.sql.windowExec.buffer.in.memory.threshold", "10");
    small.conf().set("spark.sql.windowExec.buffer.spill.threshold", "4000");
    // A value every ten microseconds, and a label five after each.
    Dataset<Row> rows =
        small
            .range(ROWS)
            .selectExpr(
                "1L AS a",
                "timestamp_micros(10 * id) AS valid_from",
                "timestamp_micros(10 * id) AS known_time",
                "id AS x",
                "false AS _deleted");
    Dataset<Row> labels =
        small
            .range(ROWS)
            .selectExpr("id", "1L AS a", "2L AS b", "timestamp_micros(10 * id + 5) AS t");
    ViewInput hot = ViewInput.whole(view("hot", "{a: bigint}").view(), rows);

    Dataset<Row> joined = PointInTime.join(labels, USUAL, List.of(hot));

    assertThat(joined.filter("x = id").count()).isEqualTo(ROWS);
  }

  /** Plans as they are made before anything is known of the rows, so that they can be read. */
  private static SparkSession session() {
    SparkSession session = Sparks.session().newSession();
    session.conf().set("spark.sql.adaptive.enabled", "false");
    session.conf().set("spark.sql.shuffle.partitions", "8");
    return session;
  }

  private Dataset<Row> labels(String a, String b) {
    return spark
        .range(ROWS)
        .selectExpr(
            "id",
            "CAST(" + a + " AS bigint) AS a",
            "CAST(" + b + " AS bigint) AS b",
            "timestamp_micros(id) AS t");
  }

  private ViewInput view(String name, String entity) {
    return ViewInput.whole(
        FeatureYaml.view(
            name,
            "entity: "
                + entity
                + "\nfrom: silver.happenings\nevent_time: t\nfeatures: {x: {value: x}}\n"),
        spark
            .range(100)
            .selectExpr(
                "id % 10 AS a",
                "id % 7 AS b",
                "timestamp_micros(id) AS valid_from",
                "timestamp_micros(id) AS known_time",
                "id AS x",
                "false AS _deleted"));
  }

  private static Map<String, Long> operators(Dataset<Row> rows) {
    return all(rows.queryExecution().executedPlan())
        .collect(Collectors.groupingBy(SparkPlan::nodeName, Collectors.counting()));
  }

  private static Stream<SparkPlan> all(SparkPlan plan) {
    return Stream.concat(
        Stream.of(plan),
        JavaConverters.seqAsJavaList(plan.children()).stream().flatMap(PlanTest::all));
  }
}
