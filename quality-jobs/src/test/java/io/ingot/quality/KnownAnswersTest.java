package io.ingot.quality;

import static io.ingot.core.batch.Verdict.Ruling.PASSED;
import static io.ingot.core.batch.Verdict.Ruling.REFUSED;
import static io.ingot.core.batch.Verdict.Ruling.WARNED;
import static io.ingot.quality.Judging.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.ingot.core.batch.Verdict;
import io.ingot.core.testkit.Sparks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownAnswersTest {
  /**
   * The numbers n have the mean 5 and the deviation 2; k tells all about j, which is half of it.
   */
  private static final String COLUMNS = "id, n, m, k, j, t, word, state, big, _at";

  private static final String[] ROWS = {
    "(1, 2D, -4, 'a', 'x', '12', 'one', 'paid', 4611686018427387904L, 1)",
    "(2, 4D, -8, 'a', 'x', '-3', 'two', 'paid', 4611686018427387904L, 1)",
    "(3, 4D, -8, 'b', 'x', '4.5', 'three', 'paid', 4611686018427387904L, 1)",
    "(4, 4D, -8, 'b', 'x', '1e3', 'four', 'paid', 4611686018427387904L, 1)",
    "(5, 5D, -10, 'c', 'y', 'true', 'five', 'open', 4611686018427387904L, 1)",
    "(6, 5D, -10, 'c', 'y', '2026-02-30', 'six', 'open', 4611686018427387904L, 1)",
    "(7, 7D, -14, 'd', 'y', '2026-02-03', 'seven', 'open', 4611686018427387904L, 1)",
    "(8, 9D, -18, 'd', 'y', '2026-02-03 04:05:06', 'eight', 'open', 4611686018427387904L, 1)"
  };

  @TempDir Path folder;

  @Test
  void everyNumberIsTheOneThatIsKnown() {
    Map<String, Double> known = new TreeMap<>();
    known.put("complete: n", 1.0);
    known.put("between: n, max: 5", 0.75);
    known.put("in: k, values: [a, b]", 0.5);
    known.put("matches: word, pattern: '[a-z]{3,4}'", 0.625);
    known.put("length: word, min: 4, max: 4", 0.25);
    known.put("length: word, min: 5", 0.375);
    known.put("typed: t, is: integral", 0.25);
    known.put("typed: t, is: fractional", 0.5);
    known.put("typed: t, is: boolean", 0.125);
    known.put("typed: t, is: date", 0.125);
    known.put("typed: t, is: timestamp", 0.25);
    known.put("satisfies: m < -8", 0.5);
    known.put("satisfies: m < -8, where: state = 'paid'", 0.0);
    known.put("unique: [n]", 0.375);
    known.put("unique: [id]", 1.0);
    known.put("unique: [n], where: state = 'open'", 0.5);
    known.put("rows: {min: 1}", 8.0);
    known.put("rows: {min: 1}, where: n > 4", 4.0);
    known.put("column_count: {min: 1}", 9.0);
    known.put("loaded: 50%", 1.0);
    known.put("mean: n, min: 5, max: 5", 5.0);
    known.put("mean: n, min: 0, where: state = 'paid'", 3.5);
    known.put("mean: big, min: 0", 4611686018427387904.0);
    known.put("sum: n, min: 0", 40.0);
    known.put("sum: big, min: 0", 36893488147419103232.0);
    known.put("sd: n, min: 0", 2.0);
    known.put("minimum: m, max: 0", -18.0);
    known.put("maximum: m, max: 0", -4.0);
    known.put("maximum: m, max: 0, where: state = 'open'", -10.0);
    known.put("quantile: n, at: 0.5, min: 0", 4.0);
    known.put("quantile: n, at: 0.5, exact: true, min: 0", 4.5);
    known.put("quantile: n, at: 1, min: 0", 9.0);
    known.put("distinct: [k], min: 0", 4.0);
    known.put("distinct: [k], exact: true, min: 0", 4.0);
    known.put("distinct: [k, j], min: 0", 4.0);
    known.put("distinctness: [k], min: 0", 0.5);
    known.put("distinctness: [k], min: 0, where: id <> 2", 4 / 7.0);
    known.put("uniqueness: [n], min: 0", 0.375);
    known.put("entropy: k, min: 0", Math.log(4));
    known.put("entropy: big, min: 0, max: 0", 0.0);
    known.put("mutual_information: [j, k], min: 0", Math.log(2));
    known.put("mutual_information: [k, id], min: 0", Math.log(4));
    known.put("correlation: [n, m], max: 0", -1.0);
    List<Verdict> verdicts = judged(rows(COLUMNS, ROWS), known.keySet().toArray(String[]::new));

    Map<String, Double> measured = new TreeMap<>();
    int i = 0;
    for (String check : known.keySet()) {
      measured.put(check, verdicts.get(i++).value().orElse(Double.NaN));
    }
    assertThat(measured.keySet())
        .allSatisfy(
            check ->
                assertThat(measured.get(check))
                    .as(check)
                    .isCloseTo(known.get(check), within(1e-12)));
  }

  @Test
  void aLimitIsKeptBrokenOrWarnedOfInWords() {
    assertThat(
            told(
                rows(COLUMNS, ROWS),
                "mean: n, min: 5, max: 6",
                "mean: n, max: 4.9",
                "mean: n, max: 4.9, level: warn",
                "mean: n, min: 0, warn: {min: 5.5, max: 7}, owner: ann",
                "sum: n, warn: {max: 39}, where: state = 'open'",
                "complete: n, where: n > 4",
                "between: n, max: 5, mostly: 50%, warn: 80%",
                "between: n, max: 5, mostly: 60%, warn: 70%",
                "unique: [n], mostly: 30%",
                "unique: [n, id], where: m < 0",
                "rows: {min: 9}, where: id > 3",
                "column_count: {max: 8}",
                "loaded: 95%",
                "entropy: k, max: 1",
                "typed: t, is: integral, mostly: 20%"))
        .containsExactly(
            "PASSED mean n >= 5 and <= 6: measured 5 of 8 values | >= 5 and <= 6",
            "REFUSED mean n <= 4.9: measured 5 of 8 values | <= 4.9",
            "WARNED mean n <= 4.9: measured 5 of 8 values | <= 4.9",
            "WARNED mean n >= 0: measured 5 of 8 values (warns outside >= 5.5 and <= 7)"
                + " | >= 0, warns outside >= 5.5 and <= 7 | ann",
            "PASSED sum n where state = 'open': measured 26 of 4 values"
                + " | any number, warns outside <= 39",
            "PASSED complete n where n > 4: measured all of 4 rows | all",
            "WARNED between n <= 5: measured 0.75 of 8 rows (2 broken), at least 50% wanted"
                + " (warns below 80%); e.g. n='7.0' | at least 50%, warns below 80%",
            "PASSED between n <= 5: measured 0.75 of 8 rows (2 broken), at least 60% wanted"
                + " | at least 60%, warns below 70%",
            "PASSED unique n: measured 0.375 of 8 rows (5 repeated), at least 30% wanted"
                + " | at least 30%",
            "PASSED unique n, id where m < 0: measured all of 8 rows | all",
            "REFUSED rows >= 9 where id > 3: measured 5 rows | >= 9",
            "REFUSED column_count <= 8: measured 9 columns | <= 8",
            "PASSED loaded >= 95%: measured all of 8 rows read | at least 95%",
            "REFUSED entropy k <= 1: measured 1.3862943611198906 of 8 values | <= 1",
            "PASSED typed t integral: measured 0.25 of 8 rows (6 broken), at least 20% wanted"
                + " | at least 20%");
  }

  @Test
  void upToFiveRowsAreShown() {
    List<Verdict> verdicts =
        new Judging(folder, "id")
            .verdicts(
                rows(COLUMNS, ROWS),
                Declared.in(
                    folder.resolve("project"), "in: k, values: [a], where: n > 0", "unique: [n]"));

    assertThat(verdicts.get(0).examples())
        .hasSize(5)
        .isSubsetOf(
            "id='3', k='b', n='4.0'",
            "id='4', k='b', n='4.0'",
            "id='5', k='c', n='5.0'",
            "id='6', k='c', n='5.0'",
            "id='7', k='d', n='7.0'",
            "id='8', k='d', n='9.0'");
    assertThat(verdicts.get(1).examples()).containsExactlyInAnyOrder("n='4.0'", "n='5.0'");
  }

  /**
   * The mean 10000000.2 and the deviation 0.1 in doubles that have just these: a step of 0.1 is
   * 53687091.2 times the distance of neighbours here, so that one in five has the greater one.
   */
  @Test
  void aSmallDeviationOfGreatNumbersIsRightToTenDigits() {
    Dataset<Row> numbers =
        Sparks.session()
            .range(0, 10_000, 1, 3)
            .selectExpr(
                "10000000.2D + (CASE WHEN id % 2 = 0 THEN 1 ELSE -1 END)"
                    + " * (CASE WHEN id % 10 < 8 THEN 53687091D ELSE 53687092D END)"
                    + " * power(2D, -29) AS n",
                "id");

    List<Verdict> verdicts =
        judged(
            numbers,
            "mean: n, min: 10000000.1999, max: 10000000.2001",
            "sd: n, min: 0.09999999999, max: 0.10000000001",
            "sd: n, min: 0, where: id < 5000",
            "mean: n, min: 0, where: id >= 5000",
            "correlation: [n, n], min: 0.9999999999");

    assertThat(verdicts).extracting(Verdict::ruling).containsOnly(PASSED);
    assertThat(verdicts.get(0).value().orElseThrow()).isCloseTo(10000000.2, within(1e-6));
    assertThat(verdicts.get(1).value().orElseThrow()).isCloseTo(0.1, within(1e-11));
    assertThat(verdicts.get(2).value().orElseThrow()).isCloseTo(0.1, within(1e-11));
    assertThat(verdicts.get(3).value().orElseThrow()).isCloseTo(10000000.2, within(1e-6));
  }

  @Test
  void aFloatIsComparedInItsOwnDigits() {
    assertThat(
            told(
                rows("f, d", "(float(0.1), 0.1BD)"),
                "maximum: f, max: 0.1",
                "minimum: d, min: 0.1"))
        .allMatch(words -> words.startsWith("PASSED"))
        .allMatch(words -> words.contains("measured 0.1 of 1 value"));
  }

  @Test
  void whereThereIsNothingToMeasureNothingIsBroken() {
    Dataset<Row> none = rows(COLUMNS, ROWS).filter("id > 99");
    Dataset<Row> nulls =
        Sparks.session()
            .range(3)
            .selectExpr(
                "cast(null as double) n",
                "cast(null as double) m",
                "cast(null as string) k",
                "cast(null as string) word");
    String[] checks = {
      "between: n, min: 1",
      "in: k, values: [a]",
      "matches: word, kind: email",
      "length: word, min: 1",
      "typed: word, is: date",
      "unique: [k]",
      "mean: n, min: 1",
      "sum: n, min: 1",
      "sd: n, min: 1",
      "minimum: n, min: 1",
      "maximum: n, min: 1",
      "quantile: n, at: 0.5, min: 1",
      "quantile: n, at: 0.5, exact: true, min: 1",
      "distinct: [k], min: 1",
      "distinct: [k], exact: true, min: 1",
      "distinctness: [k, word], min: 1",
      "uniqueness: [k], min: 1",
      "entropy: k, min: 1",
      "mutual_information: [k, word], min: 1",
      "correlation: [n, m], min: 1"
    };

    for (Dataset<Row> nothing : List.of(none, nulls)) {
      List<Verdict> verdicts = judged(nothing, checks);
      assertThat(verdicts).extracting(Verdict::ruling).containsOnly(PASSED);
      assertThat(verdicts.subList(6, checks.length))
          .allSatisfy(verdict -> assertThat(verdict.value()).isEmpty())
          .extracting(Verdict::measured)
          .containsOnly("nothing, there are 0 values");
    }
    assertThat(told(none, "sane: [n, m]")).first().asString().contains("measured 0 rows");
    assertThat(told(nulls, "sane: [n]"))
        .containsExactly(
            "REFUSED sane n: n nulls: measured all of 3 rows null or NaN (3) | at most 10%");
  }

  @Test
  void nanIsLeftOutAndSaid() {
    Dataset<Row> some =
        rows("n, m", "(1D, 3D)", "(double('NaN'), 4D)", "(3D, 5D)", "(5D, double('NaN'))");

    assertThat(
            told(
                some,
                "mean: n, min: 3, max: 3",
                "maximum: n, max: 5",
                "sd: n, max: 2",
                "quantile: n, at: 0, max: 1",
                "correlation: [n, m], min: 0.99",
                "distinct: [n], exact: true, min: 4"))
        .allMatch(words -> words.startsWith("PASSED"))
        .first()
        .asString()
        .contains("measured 3 of 3 values (1 NaN left out)");
    List<Verdict> all =
        judged(
            some.filter("isnan(n)"),
            "mean: n, min: 1",
            "sum: n, min: 1",
            "sd: n, min: 1",
            "minimum: n, min: 1",
            "quantile: n, at: 0.5, min: 1",
            "quantile: n, at: 0.5, exact: true, min: 1",
            "correlation: [n, m], min: 1");
    assertThat(all)
        .allSatisfy(verdict -> assertThat(verdict.value()).isEmpty())
        .extracting(Verdict::ruling, Verdict::measured)
        .containsOnly(tuple(PASSED, "nothing, there are 0 values (1 NaN left out)"));
  }

  @Test
  void aColumnThatNeverVariesCorrelatesWithNothing() {
    assertThat(told(rows("a, b", "(1, 2)", "(1, 3)"), "correlation: [a, b], min: 0.5"))
        .containsExactly(
            "PASSED correlation a, b >= 0.5: measured nothing, a column is the same in all of"
                + " 2 values | >= 0.5");
  }

  @Test
  void infinityIsNoNumberWithinALimitAndIsNotStored() {
    List<Verdict> verdicts =
        judged(
            rows("a", "(1D)", "(double('Infinity'))"),
            "maximum: a, max: 9",
            "sd: a, min: 0",
            "mean: a, max: 9, level: warn");

    assertThat(verdicts).extracting(Verdict::ruling).containsExactly(REFUSED, REFUSED, WARNED);
    assertThat(verdicts).allSatisfy(verdict -> assertThat(verdict.value()).isEmpty());
  }

  @Test
  void sanityHasAVerdictForEachColumnAndLimitThatIsBroken() {
    Dataset<Row> features =
        Sparks.session()
            .range(0, 100, 1, 2)
            .selectExpr(
                "id",
                "cast(id as double) AS good",
                "if(id % 5 = 0, null, id) AS holes",
                "7 AS same",
                "if(id < 10, 1000000 + id, id) AS wild",
                "if(id < 4, 1000000 + id, id) AS tame",
                "if(id < 90, 0, 1000) AS flat",
                "id - 1 AS low");

    assertThat(told(features, "sane: [good, holes, same, wild, tame, flat]"))
        .containsExactly(
            "REFUSED sane good, holes, same, wild, tame, flat: holes nulls: measured"
                + " 0.2 of 100 rows null or NaN (20) | at most 10%",
            "REFUSED sane good, holes, same, wild, tame, flat: same variance: measured"
                + " 0, all 100 values are the same | more than 0",
            "REFUSED sane good, holes, same, wild, tame, flat: wild outliers: measured"
                + " 0.1 of 100 values (10) beyond 3 interquartile ranges, counted in the rows"
                + " | at most 5%");
    assertThat(told(features, "sane: [low], min: 0, level: warn", "sane: [good, flat]"))
        .containsExactly(
            "WARNED sane low: low range: measured 0.01 of 100 values (1) outside the range | >= 0",
            "PASSED sane good, flat: measured 2 columns of 100 rows, outliers not told where"
                + " quartiles are equal: flat | nulls at most 10%, outliers at most 5%");
    assertThat(
            new Judging(folder, "id")
                .verdicts(
                    features.select("id", "good", "same"),
                    Declared.in(folder.resolve("p"), "sane: all")))
        .extracting(Verdict::check)
        .containsExactly("sane all: same variance");
  }

  private List<Verdict> judged(Dataset<Row> rows, String... checks) {
    return new Judging(folder).verdicts(rows, Declared.in(folder.resolve("project"), checks));
  }

  private List<String> told(Dataset<Row> rows, String... checks) {
    return judged(rows, checks).stream()
        .map(
            verdict ->
                verdict.ruling()
                    + " "
                    + verdict.describe()
                    + verdict.wanted().map(wanted -> " | " + wanted).orElse("")
                    + verdict.owner().map(owner -> " | " + owner).orElse(""))
        .toList();
  }
}
