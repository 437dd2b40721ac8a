package io.ingot.etl.silver.write;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import com.holdenkarau.spark.testing.JavaRDDComparisons;
import com.holdenkarau.spark.testing.SharedJavaSparkContext;
import io.ingot.core.testkit.Sparks;
import io.ingot.etl.silver.contract.SilverColumns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.Test;

/** On spark-testing-base, with the Spark that all tests of the JVM share in place of its own. */
public class LatestPerKeyTest extends SharedJavaSparkContext {
  private static final Column[] KEYS = {col("k"), col("l")};
  private static final Column[] NEWEST_FIRST = {
    col("at").desc_nulls_last(), col("line").desc_nulls_last()
  };

  @Override
  public void runBefore() {
    // The library would start a Spark, and a JVM has only one.
    initialized = true;
  }

  /** Hides the library's, which would stop the Spark that the other tests go on with. */
  public static void runAfterClass() {
    // Nothing was started here.
  }

  @Test
  public void theLatestOfAKeyIsKeptInWhateverOrderItArrives() {
    List<String> arrivals =
        List.of(
            "(1, 'a', 10, 1, false)",
            "(1, 'a', 30, 2, false)",
            "(1, 'a', 20, 3, false)",
            "(1, 'b', 5, 4, false)",
            "(2, 'a', null, 5, false)",
            "(2, 'a', 1, 6, false)",
            "(3, 'a', 7, 8, false)",
            "(3, 'a', 7, 9, false)",
            "(4, 'a', null, 10, false)");
    Dataset<Row> expected =
        rows(List.of(
                "(1, 'a', 10, 1, true)",
                "(1, 'a', 30, 2, false)",
                "(1, 'a', 20, 3, true)",
                "(1, 'b', 5, 4, false)",
                "(2, 'a', null, 5, true)",
                "(2, 'a', 1, 6, false)",
                "(3, 'a', 7, 8, true)",
                "(3, 'a', 7, 9, false)",
                "(4, 'a', null, 10, false)"))
            .withColumnRenamed("bad", SilverColumns.DUPLICATE);

    for (int seed = 0; seed < 3; seed++) {
      List<String> shuffled = new ArrayList<>(arrivals);
      Collections.shuffle(shuffled, new Random(seed));
      assertSameRows(
          expected, marked(rows(shuffled).repartition(3)).drop("bad", SilverColumns.BAD));
    }
  }

  @Test
  public void aBadRowIsNoDuplicateAndOutdoesNoGoodOne() {
    Dataset<Row> rows =
        rows(
            List.of(
                "(1, 'a', 10, 1, false)",
                "(1, 'a', 20, 2, true)",
                "(1, 'a', 30, 3, true)",
                "(null, 'a', 1, 4, true)",
                "(null, 'a', 2, 5, true)"));

    assertSameRows(
        rows.select("line", "bad"),
        marked(rows).select("line", SilverColumns.BAD).toDF("line", "bad"));
    assertThat(marked(rows).filter(SilverColumns.DUPLICATE).collectAsList()).isEmpty();
  }

  @Test
  public void onlyKeysThatRepeatAreLookedUpAndOnlyTheirRowsAreShuffled() {
    Dataset<Row> single = rows(List.of("(1, 'a', 1, 1, false)", "(1, 'b', 1, 2, false)"));
    Dataset<Row> several = single.unionByName(rows(List.of("(1, 'b', 2, 3, false)")));

    assertThat(LatestPerKey.repeated(unjudged(single))).hasValue(List.of());
    assertThat(LatestPerKey.repeated(unjudged(several)).orElseThrow()).hasSize(1);
    assertThat(plan(marked(single))).doesNotContain("Window");
    assertThat(plan(marked(several)))
        .containsPattern("LeftSemi(?s:.)*Window|Window(?s:.)*LeftSemi");
  }

  @Test
  public void theMarkIsNeverNull() {
    Dataset<Row> rows = rows(List.of("(null, null, null, null, false)", "(1, 'a', 1, 1, false)"));

    assertThat(marked(rows).schema().apply(SilverColumns.DUPLICATE).nullable()).isFalse();
  }

  private static void assertSameRows(Dataset<Row> expected, Dataset<Row> rows) {
    JavaRDDComparisons.assertRDDEquals(expected.toJavaRDD(), rows.toJavaRDD());
  }

  private static Dataset<Row> marked(Dataset<Row> rows) {
    return LatestPerKey.mark(unjudged(rows), KEYS, NEWEST_FIRST);
  }

  private static List<LatestPerKey.Unjudged> unjudged(Dataset<Row> rows) {
    return List.of(
        new LatestPerKey.Unjudged(
            rows, List.of("k", "l"), judged -> judged.withColumn(SilverColumns.BAD, col("bad"))));
  }

  private static Dataset<Row> rows(List<String> values) {
    SparkSession spark = Sparks.session();
    return spark
        .sql("SELECT * FROM VALUES " + String.join(", ", values) + " AS t(k, l, at, line, bad)")
        .selectExpr("int(k) k", "string(l) l", "int(at) at", "int(line) line", "bad");
  }

  private static String plan(Dataset<Row> rows) {
    return rows.queryExecution().optimizedPlan().toString();
  }
}
