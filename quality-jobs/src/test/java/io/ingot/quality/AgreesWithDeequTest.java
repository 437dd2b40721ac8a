package io.ingot.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.deequ.VerificationResult;
import com.amazon.deequ.VerificationSuite;
import com.amazon.deequ.checks.CheckLevel;
import com.amazon.deequ.checks.CheckStatus;
import io.ingot.core.batch.Verdict;
import io.ingot.core.project.Check;
import io.ingot.core.testkit.Sparks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Function1;
import scala.Option;
import scala.collection.JavaConverters;
import scala.util.matching.Regex;

/** The way through a write must not change what Deequ says of the same rows read directly. */
class AgreesWithDeequTest {
  private static final int DATASETS = 12;
  private static final StructType SCHEMA =
      StructType.fromDDL("id BIGINT, amount DOUBLE, kind STRING, code STRING");

  private static final Check[] CHECKS = {
    Checks.complete("amount"),
    Checks.complete("amount", "90%"),
    Checks.unique("id"),
    Checks.unique("id", "kind"),
    Checks.between("amount", "0", "100"),
    Checks.in("kind", "a", "b"),
    Checks.matches("code", "[A-Z]\\d"),
    Checks.satisfies("amount >= 0 AND kind <> 'z'"),
    Checks.satisfies("amount >= 0 AND kind <> 'z'", "0.8"),
    Checks.rows(30, 60)
  };

  @TempDir Path folder;

  @Test
  void verdictsAreThoseOfDeequOnTheRowsThemselves() {
    List<Set<Verdict.Ruling>> seen =
        IntStream.range(0, CHECKS.length)
            .<Set<Verdict.Ruling>>mapToObj(i -> EnumSet.noneOf(Verdict.Ruling.class))
            .toList();
    for (int seed = 0; seed < DATASETS; seed++) {
      Dataset<Row> rows = generated(seed);
      List<Verdict.Ruling> ours =
          new Judging(folder).verdicts(rows, CHECKS).stream().map(Verdict::ruling).toList();

      assertThat(ours).as("dataset %d", seed).isEqualTo(deequ(rows));
      for (int i = 0; i < CHECKS.length; i++) {
        seen.get(i).add(ours.get(i));
      }
    }
    // Otherwise agreement would prove nothing.
    assertThat(seen)
        .allSatisfy(
            rulings ->
                assertThat(rulings)
                    .containsExactlyInAnyOrder(Verdict.Ruling.PASSED, Verdict.Ruling.REFUSED));
  }

  private static List<Verdict.Ruling> deequ(Dataset<Row> rows) {
    String condition = "amount >= 0 AND kind <> 'z'";
    List<com.amazon.deequ.checks.Check> checks =
        List.of(
            check("0").isComplete("amount", Option.empty(), Option.empty()),
            check("1").hasCompleteness("amount", atLeast(0.9), Option.empty(), Option.empty()),
            check("2").isUnique("id", Option.empty(), Option.empty()),
            check("3")
                .areUnique(
                    JavaConverters.asScalaBuffer(List.of("id", "kind")),
                    Option.empty(),
                    Option.empty()),
            check("4").isContainedIn("amount", 0, 100, true, true, Option.empty(), Option.empty()),
            check("5").isContainedIn("kind", new String[] {"a", "b"}),
            check("6")
                .hasPattern(
                    "code",
                    new Regex("^[A-Z]\\d$", JavaConverters.asScalaBuffer(List.<String>of())),
                    atLeast(1),
                    Option.empty(),
                    Option.empty(),
                    Option.empty()),
            satisfying("7", condition, 1),
            satisfying("8", condition, 0.8),
            check("9").hasSize(size -> (Long) size >= 30 && (Long) size <= 60, Option.empty()));
    VerificationResult result =
        VerificationSuite.apply()
            .onData(rows)
            .addChecks(JavaConverters.asScalaBuffer(checks).toSeq())
            .run();
    return checks.stream()
        .map(
            check ->
                result.checkResults().apply(check).status().equals(CheckStatus.Success())
                    ? Verdict.Ruling.PASSED
                    : Verdict.Ruling.REFUSED)
        .toList();
  }

  private static com.amazon.deequ.checks.Check satisfying(
      String name, String condition, double least) {
    return check(name)
        .satisfies(
            condition,
            name,
            atLeast(least),
            Option.empty(),
            JavaConverters.asScalaBuffer(List.<String>of()).toList(),
            Option.empty());
  }

  private static com.amazon.deequ.checks.Check check(String name) {
    return new com.amazon.deequ.checks.Check(
        CheckLevel.Error(),
        name,
        JavaConverters.asScalaBuffer(List.<com.amazon.deequ.constraints.Constraint>of()).toSeq());
  }

  private static Function1<Object, Object> atLeast(double least) {
    return value -> (Double) value >= least;
  }

  /** Rows of which more are dirty the higher the seed; those of seed 0 are clean. */
  private static Dataset<Row> generated(int seed) {
    Random random = new Random(seed);
    int size = seed == 0 ? 40 : 20 + random.nextInt(60);
    double dirt = seed % 4 == 0 ? 0 : 0.004 * seed * seed;
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      rows.add(
          RowFactory.create(
              random.nextDouble() < dirt ? 0L : (long) i,
              random.nextDouble() < dirt ? null : amount(random, dirt),
              random.nextDouble() < dirt ? "z" : random.nextDouble() < dirt ? null : "a",
              random.nextDouble() < dirt ? "x9" : "B" + random.nextInt(10)));
    }
    return Sparks.session().createDataFrame(rows, SCHEMA).repartition(3);
  }

  private static double amount(Random random, double dirt) {
    return random.nextDouble() < dirt ? -1 : 100 * random.nextDouble();
  }
}
