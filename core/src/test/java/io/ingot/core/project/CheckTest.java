package io.ingot.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckTest {
  private static final Share ALL = new Share(1);
  private static final Check.Level ERROR = Check.Level.ERROR;

  private static Check read(String check) {
    return Binding.read(GoldTable.class, "checks: [" + check + "]").checks().get(0);
  }

  private static List<String> mistakes(String check) {
    return Binding.mistakes(GoldTable.class, "checks: [" + check + "]");
  }

  @Test
  void aCheckRefusesTheBatchForASingleRowUnlessItSaysOtherwise() {
    assertThat(read("{complete: a}")).isEqualTo(new Check.Complete("a", ALL, ERROR));
    assertThat(read("{unique: a}")).isEqualTo(new Check.Unique(List.of("a"), ERROR));
    assertThat(read("{between: a, min: 0}"))
        .isEqualTo(
            new Check.Between("a", Optional.of(BigDecimal.ZERO), Optional.empty(), ALL, ERROR));
    assertThat(read("{in: a, values: [x, y]}"))
        .isEqualTo(new Check.In("a", List.of("x", "y"), ALL, ERROR));
    assertThat(read("{matches: a, pattern: x+}"))
        .isEqualTo(new Check.Matches("a", "x+", ALL, ERROR));
    assertThat(read("{rows: {min: 1}}"))
        .isEqualTo(new Check.Rows(new Check.Range(Optional.of(1L), Optional.empty()), ERROR));
    assertThat(read("{satisfies: a > b}")).isEqualTo(new Check.Satisfies("a > b", ALL, ERROR));
  }

  @Test
  void everyKeyIsRead() {
    Share most = new Share(0.99);
    Check.Level warn = Check.Level.WARN;
    assertThat(read("{complete: a, mostly: 99%, level: warn}"))
        .isEqualTo(new Check.Complete("a", most, warn));
    assertThat(read("{unique: [a, b], level: warn}"))
        .isEqualTo(new Check.Unique(List.of("a", "b"), warn));
    assertThat(read("{between: a, min: 0, max: 2.5, mostly: 99%, level: warn}"))
        .isEqualTo(
            new Check.Between(
                "a", Optional.of(BigDecimal.ZERO), Optional.of(new BigDecimal("2.5")), most, warn));
    assertThat(read("{in: a, values: x, mostly: 0.99, level: warn}"))
        .isEqualTo(new Check.In("a", List.of("x"), most, warn));
    assertThat(read("{matches: a, pattern: x, mostly: 99%, level: warn}"))
        .isEqualTo(new Check.Matches("a", "x", most, warn));
    assertThat(read("{rows: {min: 1, max: 9000000000}, level: warn}"))
        .isEqualTo(
            new Check.Rows(new Check.Range(Optional.of(1L), Optional.of(9_000_000_000L)), warn));
    assertThat(read("{satisfies: a, mostly: 99%, level: warn}"))
        .isEqualTo(new Check.Satisfies("a", most, warn));
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
    assertThat(mistakes("{matches: a}"))
        .containsExactly("Missing key 'pattern': Java regular expression.");
    assertThat(mistakes("{rows: {}}")).containsExactly("rows needs min, max or both.");
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
        .containsExactly(
            "Missing key: one of complete, unique, between, in, matches, rows, satisfies tells the"
                + " kind.");
    assertThat(mistakes("{unique: a, mostly: 99%}"))
        .containsExactly("Unknown key 'mostly'. Known keys: unique, level.");
    assertThat(mistakes("complete")).containsExactly("Expected keys with values, found one value.");
  }
}
