package io.ingot.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftRulesTest {
  @TempDir private Path folder;

  private static List<Drift> read(String drift) {
    return Binding.read(GoldTable.class, "drift: " + drift).watch().drift();
  }

  private static List<String> mistakes(String drift) {
    return Binding.mistakes(GoldTable.class, "drift: " + drift);
  }

  /** The problems of the shop's sales, of which customer_id is personal, with that drift. */
  private List<String> problems(String drift) {
    return ProjectFiles.shop(folder)
        .change("silver/sales.yml", "customer_id: {", "customer_id: {personal: true, ")
        .change("silver/sales.yml", "tags: [daily]", "drift: " + drift)
        .problems();
  }

  @Test
  void whatIsNotSaidHasItsUsualValue() {
    assertThat(read("{columns: a}"))
        .containsExactly(
            new Drift(
                List.of("a"),
                Drift.Method.PSI,
                Drift.Baseline.of("first"),
                Optional.empty(),
                Optional.empty(),
                new BigDecimal("0.1"),
                new BigDecimal("0.2"),
                1000,
                1,
                10));
    assertThat(read("{method: ks}").get(0).bins()).isEqualTo(100);
    assertThat(read("{method: category}").get(0).bins()).isEqualTo(20);
  }

  @Test
  void everyKeyIsReadAndSeveralMayStandInAList() {
    assertThat(
            read(
                "[{columns: [a, b], method: ks, baseline: window:30d, window: 7d, by: t,"
                    + " warn: 0.05, fail: 0.3, min_rows: 50, windows: 3, bins: 20},"
                    + " {baseline: version:7}]"))
        .containsExactly(
            new Drift(
                List.of("a", "b"),
                Drift.Method.KS,
                new Drift.Baseline(
                    Drift.Baseline.Kind.WINDOW,
                    Optional.empty(),
                    Optional.of(Duration.ofDays(30)),
                    Optional.empty()),
                Optional.of(Duration.ofDays(7)),
                Optional.of("t"),
                new BigDecimal("0.05"),
                new BigDecimal("0.3"),
                50,
                3,
                20),
            read("{baseline: version:7}").get(0));
    assertThat(
            List.of(
                "first", "version:7", "window:30d", "window:36h", "window:10ms", "trainset:sets/a"))
        .allSatisfy(
            word ->
                assertThat(Drift.Baseline.of(Drift.Baseline.of(word).word()))
                    .isEqualTo(Drift.Baseline.of(word)));
  }

  @Test
  void whatMeansNothingIsTold() {
    assertThat(mistakes("{baseline: last}"))
        .containsExactly(
            "Invalid baseline 'last'. Write first, version:3, window:30d or trainset:FOLDER.");
    assertThat(mistakes("{warn: 0.5}")).containsExactly("warn 0.5 must not be above fail 0.2.");
    assertThat(mistakes("{warn: 0}")).containsExactly("warn 0 must be above 0.");
    assertThat(mistakes("{bins: 1}"))
        .containsExactly("bins must be 2 to 1000, windows and min_rows 1 at least.");
    assertThat(mistakes("{window: 7d}"))
        .containsExactly("A window needs 'by', the column of a row's time.");
    assertThat(mistakes("{window: 0d, by: t}")).containsExactly("A window must be longer than 0.");
    assertThat(mistakes("{baseline: window:30d, by: t}"))
        .containsExactly(
            "A baseline of the time before needs 'window', which rows are compared with it.");
  }

  @Test
  void columnsHaveToBeThereAndOfATypeThatTheMethodKnows() {
    assertThat(problems("{columns: [store_sales, sold_on], by: sold_on}")).isEmpty();
    assertThat(problems("{columns: store_sale, by: sold_in}"))
        .containsExactly(
            "silver/sales.yml:12:18: Unknown column 'store_sale' of silver.sales. Did you mean"
                + " 'store_sales'?",
            "silver/sales.yml:12:34: Unknown column 'sold_in' of silver.sales. Did you mean"
                + " 'sold_on'?");
    assertThat(problems("{columns: store_sales, by: store_sales}"))
        .containsExactly(
            "silver/sales.yml:12:35: by needs a column of type date or timestamp, not"
                + " decimal(10,4).");
  }

  @Test
  void ofAPersonalColumnOnlyFingerprintsAreKept() {
    assertThat(problems("{columns: customer_id, method: category}")).isEmpty();
    assertThat(problems("{columns: customer_id, method: ks}"))
        .containsExactly(
            "silver/sales.yml:12:18: ks keeps limits between bins, which are values of"
                + " 'customer_id', and that is personal. Use method category, which keeps"
                + " fingerprints.");
  }

  @Test
  void aColumnIsWatchedOnceInAWay() {
    assertThat(problems("[{columns: store_sales}, {columns: store_sales, method: ks}, {}]"))
        .isEmpty();
    assertThat(problems("[{columns: store_sales}, {columns: [sold_on, store_sales]}]"))
        .containsExactly("silver/sales.yml:12:53: Twice psi of store_sales. Remove one.");
    assertThat(problems("[{}, {fail: 0.5}]"))
        .containsExactly("silver/sales.yml:12:13: Twice psi of all columns. Remove one.");
  }
}
