package io.ingot.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.deequ.VerificationResult;
import com.amazon.deequ.VerificationSuite;
import com.amazon.deequ.checks.CheckLevel;
import com.amazon.deequ.checks.CheckStatus;
import com.amazon.deequ.checks.CheckWithLastConstraintFilterable;
import com.amazon.deequ.constraints.ConstrainableDataTypes;
import com.amazon.deequ.constraints.Constraint;
import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Evidence;
import io.ingot.core.batch.Verdict;
import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.project.Check;
import io.ingot.core.testkit.Sparks;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Function1;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.util.matching.Regex;

/** What Deequ says of rows by its own checks, Ingot says of them while it writes them. */
class AgreesWithDeequTest {
  private static final int DATASETS = 100;

  /** Checks that need no groups; of them each dataset has every fifth. */
  private static final int SCANNED = 22;

  private static final int EVERY = 5;

  private static final StructType SCHEMA =
      StructType.fromDDL(
          "id BIGINT, amount DOUBLE, price DECIMAL(10,2), kind STRING, code STRING, word STRING");

  private static final String CONDITION = "amount >= 0 AND kind <> 'z'";

  @TempDir Path folder;

  @Test
  void verdictsAreThoseOfDeequOnTheRowsThemselves() {
    List<String> said = List.copyOf(pairs().keySet());
    List<UnaryOperator<com.amazon.deequ.checks.Check>> deequ = List.copyOf(pairs().values());
    Check[] ours = Declared.in(folder, said.toArray(String[]::new));
    SparkSession spark = quick();
    SparkSession lenient = quick();
    // Deequ's least and greatest values cast what is no number.
    lenient.conf().set("spark.sql.ansi.enabled", "false");
    Map<String, Set<Ruling>> seen = new HashMap<>();
    for (int seed = 0; seed < DATASETS; seed++) {
      Dataset<Row> rows = generated(spark, seed);
      int[] chosen = chosen(seed, said.size());
      List<Ruling> ingot = ingot(rows, Arrays.stream(chosen).mapToObj(i -> ours[i]).toList());

      assertThat(ingot)
          .as("dataset %d, checks %s", seed, Arrays.toString(chosen))
          .isEqualTo(
              deequ(generated(lenient, seed), Arrays.stream(chosen).mapToObj(deequ::get).toList()));
      for (int i = 0; i < chosen.length; i++) {
        seen.computeIfAbsent(said.get(chosen[i]), check -> EnumSet.noneOf(Ruling.class))
            .add(ingot.get(i));
      }
    }
    // Otherwise agreement would prove nothing.
    assertThat(seen.keySet()).containsExactlyInAnyOrderElementsOf(said);
    assertThat(seen)
        .allSatisfy(
            (check, rulings) ->
                assertThat(rulings)
                    .as(check)
                    .containsExactlyInAnyOrder(Ruling.PASSED, Ruling.REFUSED));
  }

  private static int[] chosen(int seed, int size) {
    IntStream scanned = IntStream.range(0, SCANNED).filter(i -> (i + seed) % EVERY == 0);
    // Groups are slow in Deequ.
    IntStream grouped =
        IntStream.of(SCANNED + seed / 2 % (size - SCANNED)).filter(i -> seed % 2 == 0);
    return IntStream.concat(scanned, grouped).toArray();
  }

  /** Ingot's checks with Deequ's. */
  private static Map<String, UnaryOperator<com.amazon.deequ.checks.Check>> pairs() {
    Map<String, UnaryOperator<com.amazon.deequ.checks.Check>> pairs = new LinkedHashMap<>();
    pairs.put("complete: amount", to -> to.isComplete("amount", none(), none()));
    pairs.put(
        "complete: amount, mostly: 90%",
        to -> to.hasCompleteness("amount", atLeast(0.9), none(), none()));
    pairs.put(
        "complete: amount, where: id > 5",
        to -> where(to.isComplete("amount", none(), none()), "id > 5"));
    pairs.put(
        "between: amount, min: 0, max: 100",
        to -> to.isContainedIn("amount", 0, 100, true, true, none(), none()));
    pairs.put("in: kind, values: [a, b]", to -> to.isContainedIn("kind", new String[] {"a", "b"}));
    pairs.put(
        "matches: code, pattern: '[A-Z]\\d'",
        to ->
            to.hasPattern(
                "code", new Regex("^[A-Z]\\d$", seq()), atLeast(1), none(), none(), none()));
    pairs.put(
        "length: code, min: 2, max: 2",
        to ->
            to.hasMinLength("code", atLeast(2), none(), none())
                .hasMaxLength("code", atMost(2), none(), none()));
    pairs.put(
        "typed: word, is: integral, mostly: 80%",
        to -> to.hasDataType("word", ConstrainableDataTypes.Integral(), atLeast(0.8), none()));
    pairs.put("satisfies: " + CONDITION, to -> satisfying(to, 1));
    pairs.put("satisfies: " + CONDITION + ", mostly: 80%", to -> satisfying(to, 0.8));
    pairs.put(
        "satisfies: amount >= 0, where: kind = 'a'",
        to -> where(satisfying(to, "amount >= 0", 1), "kind = 'a'"));
    pairs.put(
        "rows: {min: 30, max: 60}",
        to -> to.hasSize(size -> (Long) size >= 30 && (Long) size <= 60, none()));
    pairs.put(
        "rows: {min: 30}, where: kind = 'a'",
        to -> where(to.hasSize(size -> (Long) size >= 30, none()), "kind = 'a'"));
    pairs.put("mean: amount, min: 48", to -> to.hasMean("amount", atLeast(48), none()));
    pairs.put(
        "mean: price, min: 48, where: kind = 'a'",
        to -> where(to.hasMean("price", atLeast(48), none()), "kind = 'a'"));
    pairs.put("sum: price, max: 2300", to -> to.hasSum("price", atMost(2300), none()));
    pairs.put(
        "sd: amount, min: 28.5", to -> to.hasStandardDeviation("amount", atLeast(28.5), none()));
    pairs.put("minimum: amount, min: 1", to -> to.hasMin("amount", atLeast(1), none(), none()));
    pairs.put("maximum: price, min: 98", to -> to.hasMax("price", atLeast(98), none(), none()));
    pairs.put(
        "quantile: amount, at: 0.5, min: 50",
        to -> to.hasApproxQuantile("amount", 0.5, atLeast(50), none()));
    pairs.put(
        "distinct: [code], min: 10", to -> to.hasApproxCountDistinct("code", atLeast(10), none()));
    pairs.put(
        "correlation: [amount, price], min: 0.8",
        to -> to.hasCorrelation("amount", "price", atLeast(0.8), none()));
    pairs.put("unique: [id]", to -> to.isUnique("id", none(), none()));
    pairs.put("unique: [id, kind]", to -> to.areUnique(seq("id", "kind"), none(), none()));
    pairs.put(
        "unique: [amount], where: kind = 'a'",
        to -> where(to.isUnique("amount", none(), none()), "kind = 'a'"));
    pairs.put(
        "uniqueness: [amount], min: 0.9",
        to -> to.hasUniqueness(seq("amount"), atLeast(0.9), none(), none()));
    pairs.put(
        "distinctness: [code], max: 0.2",
        to -> to.hasDistinctness(seq("code"), atMost(0.2), none()));
    pairs.put("entropy: code, min: 2.25", to -> to.hasEntropy("code", atLeast(2.25), none()));
    pairs.put(
        "mutual_information: [code, kind], min: 0.1",
        to -> to.hasMutualInformation("code", "kind", atLeast(0.1), none()));
    pairs.put(
        "quantile: amount, at: 0.5, exact: true, min: 50",
        to -> to.hasExactQuantile("amount", 0.5, atLeast(50), none()));
    return pairs;
  }

  private static List<Ruling> ingot(Dataset<Row> rows, List<Check> checks) {
    DeequGate gate = new DeequGate(Judging.TABLE, checks, List.of());
    List<Column> measures = gate.measures(rows.schema());
    Row row =
        rows.agg(measures.get(0), measures.subList(1, measures.size()).toArray(Column[]::new))
            .first();
    Map<String, Object> measured = new HashMap<>();
    for (String name : row.schema().fieldNames()) {
      measured.put(name, row.get(row.fieldIndex(name)));
    }
    long size = rows.collectAsList().size();
    return gate
        .judge(new Evidence(new Counts(size, size, 0, 0), measured, Map.of(), () -> rows))
        .stream()
        .map(Verdict::ruling)
        .toList();
  }

  private static List<Ruling> deequ(
      Dataset<Row> rows, List<UnaryOperator<com.amazon.deequ.checks.Check>> constraints) {
    List<com.amazon.deequ.checks.Check> checks = new ArrayList<>();
    for (int i = 0; i < constraints.size(); i++) {
      checks.add(
          constraints
              .get(i)
              .apply(
                  new com.amazon.deequ.checks.Check(
                      CheckLevel.Error(),
                      String.valueOf(i),
                      JavaConverters.asScalaBuffer(List.<Constraint>of()).toSeq())));
    }
    VerificationResult result =
        VerificationSuite.apply()
            .onData(rows)
            .addChecks(JavaConverters.asScalaBuffer(checks).toSeq())
            .run();
    // Deequ calls a check broken that it could not measure.
    assertThat(
            JavaConverters.mapAsJavaMap(result.metrics()).values().stream()
                .filter(metric -> metric.value().isFailure())
                .map(metric -> String.valueOf(metric.value())))
        .isEmpty();
    return checks.stream()
        .map(
            check ->
                result.checkResults().apply(check).status().equals(CheckStatus.Success())
                    ? Ruling.PASSED
                    : Ruling.REFUSED)
        .toList();
  }

  private static com.amazon.deequ.checks.Check satisfying(
      com.amazon.deequ.checks.Check to, double least) {
    return satisfying(to, CONDITION, least);
  }

  private static CheckWithLastConstraintFilterable satisfying(
      com.amazon.deequ.checks.Check to, String condition, double least) {
    return to.satisfies(
        condition,
        condition,
        atLeast(least),
        none(),
        JavaConverters.asScalaBuffer(List.<String>of()).toList(),
        none());
  }

  private static com.amazon.deequ.checks.Check where(
      CheckWithLastConstraintFilterable check, String condition) {
    return check.where(condition);
  }

  private static Function1<Object, Object> atLeast(double least) {
    return value -> ((Number) value).doubleValue() >= least;
  }

  private static Function1<Object, Object> atMost(double most) {
    return value -> ((Number) value).doubleValue() <= most;
  }

  private static <T> Option<T> none() {
    return Option.empty();
  }

  private static Seq<String> seq(String... values) {
    return JavaConverters.asScalaBuffer(List.of(values)).toSeq();
  }

  /** A session for many tiny queries. */
  private static SparkSession quick() {
    SparkSession spark = Sparks.session().newSession();
    spark.conf().set("spark.sql.shuffle.partitions", "1");
    spark.conf().set("spark.sql.adaptive.enabled", "false");
    spark.conf().set("spark.sql.codegen.wholeStage", "false");
    spark.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
    return spark;
  }

  /** Rows of which more are dirty in some datasets than in others; those of seed 0 are clean. */
  private static Dataset<Row> generated(SparkSession spark, int seed) {
    Random random = new Random(seed);
    int size = seed == 0 ? 40 : 20 + random.nextInt(60);
    double dirt = seed % 7 == 0 ? 0 : 0.5 * random.nextDouble() * random.nextDouble();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      double amount = 100 * random.nextDouble();
      double price = random.nextDouble() < 2 * dirt ? 100 * random.nextDouble() : amount;
      rows.add(
          RowFactory.create(
              random.nextDouble() < dirt ? 0L : (long) i,
              random.nextDouble() < dirt ? dirty(random) : (Double) amount,
              random.nextDouble() < dirt ? null : BigDecimal.valueOf(Math.round(price * 100), 2),
              random.nextDouble() < dirt ? "z" : random.nextDouble() < dirt ? null : "a",
              random.nextDouble() < dirt ? "x9_" : "B" + random.nextInt(10),
              random.nextDouble() < dirt ? "many" : String.valueOf(random.nextInt())));
    }
    return spark.createDataFrame(rows, SCHEMA);
  }

  private static Double dirty(Random random) {
    return random.nextBoolean() ? null : -1.0;
  }
}
