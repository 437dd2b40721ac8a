package io.ingot.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckTest {
  private static final Share ALL = new Share(1);
  private static final CheckTerms.Level ERROR = CheckTerms.Level.ERROR;

  private static Check read(String check) {
    return Binding.read(GoldTable.class, "checks: [" + check + "]").checks().get(0);
  }

  private static List<String> mistakes(String check) {
    return Binding.mistakes(GoldTable.class, "checks: [" + check + "]");
  }

  @Test
  void aCheckRefusesTheBatchForASingleRowUnlessItSaysOtherwise() {
    assertThat(read("{complete: a}"))
        .isEqualTo(new RowCheck.Complete("a", Tolerance.atLeast(ALL), CheckTerms.usual()));
    assertThat(read("{unique: a}"))
        .isEqualTo(new CountCheck.Unique(List.of("a"), Tolerance.none(), CheckTerms.usual()));
    assertThat(read("{between: a, min: 0}"))
        .isEqualTo(
            new RowCheck.Between(
                "a",
                Optional.of(BigDecimal.ZERO),
                Optional.empty(),
                Tolerance.atLeast(ALL),
                CheckTerms.usual()));
    assertThat(read("{in: a, values: [x, y]}"))
        .isEqualTo(
            new RowCheck.In("a", List.of("x", "y"), Tolerance.atLeast(ALL), CheckTerms.usual()));
    assertThat(read("{matches: a, pattern: x+}"))
        .isEqualTo(
            new RowCheck.Matches(
                "a",
                Optional.of("x+"),
                Optional.empty(),
                Tolerance.atLeast(ALL),
                CheckTerms.usual()));
    assertThat(read("{rows: {min: 1}}"))
        .isEqualTo(
            new CountCheck.Rows(
                new CountCheck.Range(Optional.of(1L), Optional.empty()), CheckTerms.usual()));
    assertThat(read("{satisfies: a > b}"))
        .isEqualTo(new RowCheck.Satisfies("a > b", Tolerance.atLeast(ALL), CheckTerms.usual()));
  }

  @Test
  void everyKeyIsRead() {
    Share most = new Share(0.99);
    CheckTerms.Level warn = CheckTerms.Level.WARN;
    assertThat(read("{complete: a, mostly: 99%, level: warn}"))
        .isEqualTo(
            new RowCheck.Complete("a", Tolerance.atLeast(most), CheckTerms.usual().at(warn)));
    assertThat(read("{unique: [a, b], level: warn}"))
        .isEqualTo(
            new CountCheck.Unique(
                List.of("a", "b"), Tolerance.none(), CheckTerms.usual().at(warn)));
    assertThat(read("{between: a, min: 0, max: 2.5, mostly: 99%, level: warn}"))
        .isEqualTo(
            new RowCheck.Between(
                "a",
                Optional.of(BigDecimal.ZERO),
                Optional.of(new BigDecimal("2.5")),
                Tolerance.atLeast(most),
                CheckTerms.usual().at(warn)));
    assertThat(read("{in: a, values: x, mostly: 0.99, level: warn}"))
        .isEqualTo(
            new RowCheck.In(
                "a", List.of("x"), Tolerance.atLeast(most), CheckTerms.usual().at(warn)));
    assertThat(read("{matches: a, pattern: x, mostly: 99%, level: warn}"))
        .isEqualTo(
            new RowCheck.Matches(
                "a",
                Optional.of("x"),
                Optional.empty(),
                Tolerance.atLeast(most),
                CheckTerms.usual().at(warn)));
    assertThat(read("{rows: {min: 1, max: 9000000000}, level: warn}"))
        .isEqualTo(
            new CountCheck.Rows(
                new CountCheck.Range(Optional.of(1L), Optional.of(9_000_000_000L)),
                CheckTerms.usual().at(warn)));
    assertThat(read("{satisfies: a, mostly: 99%, level: warn}"))
        .isEqualTo(
            new RowCheck.Satisfies("a", Tolerance.atLeast(most), CheckTerms.usual().at(warn)));
  }

  @Test
  void whatAllChecksCanSayStandsBesideTheKind() {
    assertThat(
            read(
                "{mean: age, min: 18, warn: {max: 65.5}, where: age > 0, on: table, owner: shop,"
                    + " description: adults, level: warn}"))
        .isEqualTo(
            new Statistic.Mean(
                "age",
                new Bounds(
                    Optional.of(new BigDecimal("18")),
                    Optional.empty(),
                    Optional.of(
                        new Bounds.Range(Optional.empty(), Optional.of(new BigDecimal("65.5"))))),
                new CheckTerms(
                    CheckTerms.Level.WARN,
                    Optional.of("age > 0"),
                    CheckTerms.Scope.TABLE,
                    Optional.of("shop"),
                    Optional.of("adults"))));
  }

  @Test
  void eachKindRefusesWhatItCannotJudge() {
    assertThat(mistakes("{unique: []}")).containsExactly("unique needs at least one column.");
    assertThat(mistakes("{between: a}")).containsExactly("between needs min, max or both.");
    assertThat(mistakes("{in: a, values: []}")).containsExactly("in needs values.");
    assertThat(mistakes("{in: a}"))
        .containsExactly("Missing key 'values': The only values allowed.");
    assertThat(mistakes("{matches: a, pattern: \"x[\"}"))
        .containsExactly("Invalid regular expression 'x[': Unclosed character class.");
    assertThat(mistakes("{matches: a}")).containsExactly("matches needs either pattern or kind.");
    assertThat(mistakes("{rows: {}}")).containsExactly("A range of counts needs min, max or both.");
    assertThat(mistakes("{mean: a}")).containsExactly("Say min, max or both, or warn with them.");
    assertThat(mistakes("{complete: a, mostly: 99%, warn: 95%}"))
        .containsExactly("warn 95% would never be heard: it must be above mostly 99%.");
    assertThat(mistakes("{correlation: a, min: 0}"))
        .containsExactly("correlation needs two columns.");
    assertThat(mistakes("{quantile: a, at: 2, max: 1}"))
        .containsExactly("at must be from 0 to 1, such as 0.95.");
    assertThat(mistakes("{anomaly: rows, column: a}"))
        .containsExactly("anomaly: rows is over no column.");
    assertThat(mistakes("{anomaly: mean}")).containsExactly("anomaly: mean needs column.");
    assertThat(mistakes("{anomaly: rows, method: rate_of_change}"))
        .containsExactly("rate_of_change needs fall, rise or both.");
    assertThat(mistakes("{complete: a, mostly: 2}"))
        .containsExactly("Invalid share: 2.0. Use 0% to 100%.");
    assertThat(mistakes("{complete: a, level: fatal}"))
        .containsExactly("Unknown value 'fatal'. Use one of: error, warn.");
  }

  @Test
  void aCheckIsExactlyOneKind() {
    assertThat(mistakes("{complete: a, unique: a}"))
        .containsExactly("Only one of complete, unique can stand here.");
    assertThat(mistakes("{complet: a}"))
        .containsExactly("Unknown key 'complet'. Did you mean 'complete'?");
    assertThat(mistakes("{level: warn}"))
        .singleElement()
        .asString()
        .startsWith("Missing key: one of complete, between, in, matches,")
        .endsWith(" tells the kind.");
    assertThat(mistakes("{unique: a, most: 99%}"))
        .containsExactly("Unknown key 'most'. Did you mean 'mostly'?");
    assertThat(mistakes("complete")).containsExactly("Expected keys with values, found one value.");
  }
}
