package io.ingot.quality;

import static io.ingot.core.batch.Verdict.Ruling.PASSED;
import static io.ingot.core.batch.Verdict.Ruling.REFUSED;
import static io.ingot.core.batch.Verdict.Ruling.WARNED;
import static io.ingot.quality.Judging.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ingot.core.batch.Verdict;
import io.ingot.core.project.Check;
import io.ingot.core.project.CheckTerms;
import io.ingot.core.project.RowCheck;
import io.ingot.core.project.Share;
import io.ingot.core.project.Tolerance;
import io.ingot.core.testkit.Sparks;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeequGateTest {
  @TempDir Path folder;
  private Judging judging;

  @BeforeEach
  void startJudging() {
    judging = new Judging(folder);
  }

  @Test
  void aColumnWithoutNullsIsComplete() {
    Verdict verdict = judging.verdict(rows("a", "(1)", "(2)"), Checks.complete("a"));

    assertPassed(verdict, "complete a", "all of 2 rows");
  }

  @Test
  void aNullBreaksCompletenessAndTheExampleShowsTheKey() {
    Verdict verdict =
        new Judging(folder, "id")
            .verdict(
                rows("id, store", "(1, 'x')", "(2, null)", "(3, 'y')", "(4, 'z')"),
                Checks.complete("store"));

    assertThat(verdict.describe())
        .isEqualTo("complete store: measured 0.75 of 4 rows (1 broken); e.g. id='2', store=null");
    assertThat(verdict.ruling()).isEqualTo(REFUSED);
  }

  @Test
  void aColumnOfNullsIsNotCompleteAndBreaksNothingElse() {
    Dataset<Row> nulls = rows("id, a", "(1, cast(null as string))", "(2, null)");

    assertThat(
            judging.verdicts(
                nulls,
                Checks.complete("a"),
                Checks.in("a", "x"),
                Checks.matches("a", "x"),
                Checks.unique("a"),
                Checks.satisfies("a = 'x'")))
        .extracting(Verdict::ruling, Verdict::measured)
        .containsExactly(
            tuple(REFUSED, "0 of 2 rows (2 broken)"),
            tuple(PASSED, "all of 2 rows"),
            tuple(PASSED, "all of 2 rows"),
            tuple(PASSED, "0 rows with a value"),
            tuple(REFUSED, "0 of 2 rows (2 broken)"));
  }

  @Test
  void mostlyPassesExactlyAtTheThreshold() {
    Dataset<Row> oneOfTen =
        rows("a", "(null)", "(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)");

    assertPassed(
        judging.verdict(oneOfTen, Checks.complete("a", "90%")),
        "complete a",
        "0.9 of 10 rows (1 broken), at least 90% wanted");
    assertThat(judging.verdict(oneOfTen, Checks.complete("a", "90.01%")).ruling())
        .isEqualTo(REFUSED);
    assertThat(judging.verdict(oneOfTen, Checks.satisfies("a > 0", "0.9")).ruling())
        .isEqualTo(PASSED);
  }

  @Test
  void aSingleBrokenRowOfManyNeverReadsLikeAWhole() {
    Dataset<Row> many = Sparks.session().range(100_000).selectExpr("nullif(id, 70000) AS a");

    assertThat(judging.verdict(many, Checks.complete("a")).measured())
        .isEqualTo("0.9999 of 100,000 rows (1 broken)");
  }

  @Test
  void repeatedValuesBreakUniqueness() {
    Dataset<Row> pairs = rows("a, b", "(1, 'x')", "(1, 'y')", "(2, 'x')", "(1, 'y')", "(1, 'y')");

    assertThat(judging.verdict(pairs, Checks.unique("a", "b")).describe())
        .isEqualTo("unique a, b: measured 0.4 of 5 rows (3 repeated); e.g. a='1', b='y'");
    assertPassed(
        judging.verdict(pairs.distinct(), Checks.unique("a", "b")), "unique a, b", "all of 3 rows");
  }

  @Test
  void rowsWithoutAValueDoNotRepeatEachOther() {
    Dataset<Row> rows = rows("a", "(1)", "(null)", "(null)", "(2)");

    assertPassed(
        judging.verdict(rows, Checks.unique("a")), "unique a", "all of 2 rows with a value");
  }

  @Test
  void bothEndsOfARangeBelongToIt() {
    Dataset<Row> amounts = rows("a", "(0)", "(10)", "(null)");

    assertPassed(
        judging.verdict(amounts, Checks.between("a", "0", "10")),
        "between a >= 0 <= 10",
        "all of 3 rows");
    assertThat(judging.verdict(amounts, Checks.between("a", "0", "9.99")).describe())
        .isEqualTo("between a >= 0 <= 9.99: measured 0.6666 of 3 rows (1 broken); e.g. a='10'");
    assertThat(judging.verdict(amounts, Checks.atLeast("a", "1")).ruling()).isEqualTo(REFUSED);
  }

  @Test
  void nanLiesInNoRange() {
    Dataset<Row> doubles = rows("a", "(1D)", "(double('NaN'))");

    assertThat(judging.verdict(doubles, Checks.atLeast("a", "0")).describe())
        .isEqualTo("between a >= 0: measured 0.5 of 2 rows (1 broken); e.g. a='NaN'");
    assertThat(judging.verdict(doubles, Checks.complete("a")).ruling()).isEqualTo(PASSED);
  }

  @Test
  void aRangeIsReadInThePrecisionOfItsColumn() {
    assertThat(
            judging.verdicts(
                rows("f, d, n", "(float(0.1), 0.1D, 0.1000BD)"),
                Checks.between("f", "0.1", "0.1"),
                Checks.between("d", "0.1", "0.1"),
                Checks.between("n", "-1e60", "0.1")))
        .extracting(Verdict::ruling)
        .containsOnly(PASSED);
  }

  @Test
  void valuesAreComparedInTheTypeOfTheirColumn() {
    Dataset<Row> rows =
        rows(
            "n, t, d, b, f",
            "(1, '01', DATE'2026-02-03', true, 1.5D)",
            "(2, 'it\\'s \\\\', null, null, null)");

    assertThat(
            judging.verdicts(
                rows,
                Checks.in("n", "1.0", "2"),
                Checks.in("t", "01", "it's \\"),
                Checks.in("d", "2026-02-03"),
                Checks.in("b", "true"),
                Checks.in("f", "1.50")))
        .extracting(Verdict::ruling)
        .containsOnly(PASSED);
    assertThat(judging.verdict(rows, Checks.in("t", "01")).describe())
        .isEqualTo("in t [01]: measured 0.5 of 2 rows (1 broken); e.g. t='it's \\'");
  }

  @Test
  void aPatternHasToMatchTheWholeText() {
    Dataset<Row> codes = rows("c", "('ab')", "('xab')", "('ab\\n')", "(null)", "('c')");

    assertThat(judging.verdict(codes, Checks.matches("c", "ab|c")).measured())
        .isEqualTo("0.6 of 5 rows (2 broken)");
    assertPassed(
        judging.verdict(rows("c", "('')", "('1\\'2')"), Checks.matches("c", "(\\d'\\d)?")),
        "matches c (\\d'\\d)?",
        "all of 2 rows");
    assertThat(judging.verdict(rows("c", "('abx')"), Checks.matches("c", "ab")).describe())
        .isEqualTo("matches c ab: measured 0 of 1 row (1 broken); e.g. c='abx'");
  }

  @Test
  void aConditionThatIsNullIsBroken() {
    Dataset<Row> rows = rows("a, b", "(1, 2)", "(3, null)", "(2, 3)", "(5, 6)");

    assertThat(judging.verdict(rows, Checks.satisfies("a < B -- always")).describe())
        .isEqualTo(
            "satisfies a < B -- always: measured 0.75 of 4 rows (1 broken); e.g. a='3', b=null");
    assertThat(judging.verdict(rows, Checks.satisfies("a < coalesce(b, 9)")).ruling())
        .isEqualTo(PASSED);
  }

  @Test
  void theNumberOfRowsLiesInItsRange() {
    Dataset<Row> three = rows("a", "(1)", "(2)", "(3)");

    assertPassed(judging.verdict(three, Checks.rows(3, 3)), "rows >= 3 <= 3", "3 rows");
    assertThat(judging.verdict(three, Checks.rows(4, 9)).describe())
        .isEqualTo("rows >= 4 <= 9: measured 3 rows");
  }

  @Test
  void checksOfTheSameMeasureAreJudgedApart() {
    assertThat(
            judging.verdicts(
                rows("a", "(1)", "(2)", "(3)"),
                Checks.rows(3, 3),
                Checks.rows(5, 9, CheckTerms.Level.WARN),
                Checks.rows(1, 4)))
        .extracting(Verdict::ruling, Verdict::measured)
        .containsExactly(tuple(PASSED, "3 rows"), tuple(WARNED, "3 rows"), tuple(PASSED, "3 rows"));
  }

  @Test
  void inAnEmptyBatchOnlyTheNumberOfRowsCanBeBroken() {
    Dataset<Row> none = rows("id, a, t", "(1, 2D, 'x')").filter("id > 1");

    assertThat(
            judging.verdicts(
                none,
                Checks.complete("a"),
                Checks.unique("id"),
                Checks.between("a", "0", "1"),
                Checks.in("t", "y"),
                Checks.matches("t", "y"),
                Checks.satisfies("a > 5"),
                Checks.rows(0, 5)))
        .allSatisfy(verdict -> assertThat(verdict.measured()).isEqualTo("0 rows"))
        .extracting(Verdict::ruling)
        .containsOnly(PASSED);
    assertThat(judging.verdict(none, Checks.rows(1, 5)).ruling()).isEqualTo(REFUSED);
  }

  @Test
  void aWarningDoesNotRefuse() {
    Check check =
        new RowCheck.Complete(
            "a", Tolerance.atLeast(new Share(1)), CheckTerms.usual().at(CheckTerms.Level.WARN));

    assertThat(judging.verdict(rows("a", "(1)", "(null)"), check).ruling()).isEqualTo(WARNED);
  }

  @Test
  void columnsMayHaveOddNames() {
    Dataset<Row> odd = rows("`a.b`, `c-d e'f`, g", "(1, 'x', 1)", "(2, null, 2)");

    assertThat(
            judging.verdicts(
                odd,
                Checks.complete("a.b"),
                Checks.complete("c-d e'f"),
                Checks.unique("a.b", "c-d e'f"),
                Checks.between("a.b", "1", "1"),
                Checks.in("c-d e'f", "y"),
                Checks.matches("C-D E'F", "x"),
                Checks.satisfies("`a.b` = g")))
        .extracting(Verdict::ruling, verdict -> verdict.examples().stream().findFirst().orElse("-"))
        .containsExactly(
            tuple(PASSED, "-"),
            tuple(REFUSED, "c-d e'f=null"),
            tuple(PASSED, "-"),
            tuple(REFUSED, "a.b='2'"),
            tuple(REFUSED, "c-d e'f='x'"),
            tuple(PASSED, "-"),
            tuple(PASSED, "-"));
  }

  @Test
  void aLongValueIsCutInTheExample() {
    Verdict verdict = judging.verdict(rows("a", "(repeat('x', 500))"), Checks.matches("a", "y"));

    assertThat(verdict.examples()).containsExactly("a='" + "x".repeat(80) + "...'");
  }

  private static void assertPassed(Verdict verdict, String check, String measured) {
    assertThat(verdict)
        .extracting(Verdict::check, Verdict::ruling, Verdict::measured)
        .containsExactly(check, PASSED, measured);
  }
}
