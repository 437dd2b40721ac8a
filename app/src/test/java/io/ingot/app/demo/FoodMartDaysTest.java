package io.ingot.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.ingot.app.demo.Change.Kind;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FoodMartDaysTest {
  private static final String[] MONTHS_OF_1997 =
      IntStream.rangeClosed(1, 12).mapToObj("1997-%02d.csv"::formatted).toArray(String[]::new);
  private static final String[] JANUARY_TO_NOVEMBER_1998 =
      IntStream.rangeClosed(1, 11).mapToObj("1998-%02d.csv"::formatted).toArray(String[]::new);

  private Path work;
  private FoodMartDays days;
  private Path landing;
  private DayChange mended;
  private final List<DayChange> changes = new ArrayList<>();
  private final List<Set<String>> filesAfter = new ArrayList<>();
  private final List<String> lastUpdateAfter = new ArrayList<>();

  @BeforeAll
  void playTheDays(@TempDir Path folder) throws SQLException {
    work = folder;
    days = FoodMartDays.start(work);
    landing = work.resolve("landing/sales");
    remember(days.first());
    remember(days.second());
    remember(days.third());
    mended = days.mend();
  }

  @AfterAll
  void stop() {
    days.close();
  }

  @Test
  void everyDayBringsItsFiles() {
    assertThat(filesAfter.get(0)).containsExactly(MONTHS_OF_1997);
    assertThat(newOn(1)).containsExactly(JANUARY_TO_NOVEMBER_1998);
    assertThat(newOn(2))
        .containsExactly(
            "1998-11-late.csv", "1998-12-returns.csv", "1998-12-tills.csv", "1998-12.csv");
  }

  @Test
  void aDayTellsHowManyRowsItMoved() {
    assertThat(kinds(0)).containsOnly(entry(Kind.NEW, 10_281L + 1_560 + 25 + 1_864 + 86_837));
    assertThat(kinds(1)).containsOnly(entry(Kind.NEW, 164_170L));
    assertThat(kinds(2))
        .containsOnly(
            entry(Kind.NEW, 18_325L + 19),
            entry(Kind.CORRECTED, 25L),
            entry(Kind.LATE, 388L),
            entry(Kind.RESENT, 50L + 600),
            entry(Kind.WARNED, 1L),
            entry(Kind.BAD, 40L + 18));
  }

  @Test
  void theRowsOf1997MeetThePublishedAnswers() {
    SalesLines sales = SalesLines.in(landing, MONTHS_OF_1997);

    assertThat(sales.size()).isEqualTo(86_837);
    assertThat(sales.sum("unit_sales")).isEqualByComparingTo("266773");
    assertThat(sales.sum("store_sales")).isEqualByComparingTo("565238.13");
    assertThat(sales.sum("store_cost")).isEqualByComparingTo("225627.2336");
    assertThat(sales.sum("store_cost").setScale(2, RoundingMode.HALF_UP)).hasToString("225627.23");
    assertThat(new HashSet<>(sales.values("customer_id"))).hasSize(5_581);
  }

  @Test
  void theFirstMonthsOf1997MeetThePublishedAnswers() {
    assertThat(storeSales("1997-01.csv")).isEqualByComparingTo("45539.69");
    assertThat(storeSales("1997-02.csv")).isEqualByComparingTo("44058.79");
    assertThat(storeSales("1997-03.csv")).isEqualByComparingTo("50029.87");
  }

  @Test
  void theRowsOf1998AreFoodMartsWithTheLateOnesAndWithoutTheResentOnes() {
    SalesLines january = SalesLines.in(landing, JANUARY_TO_NOVEMBER_1998);
    SalesLines december = SalesLines.in(landing, "1998-12.csv");
    SalesLines late =
        new SalesLines(SalesLines.in(landing, "1998-11-late.csv").lines().subList(50, 438));

    assertThat(january.size() + late.size()).isEqualTo(164_558);
    assertThat(january.sum("store_sales").add(late.sum("store_sales")))
        .isEqualByComparingTo("1079147.47");
    assertThat(january.sum("store_cost").add(late.sum("store_cost")))
        .isEqualByComparingTo("432565.7289");
    assertThat(december.size()).isEqualTo(18_325);
    assertThat(december.sum("unit_sales")).isEqualByComparingTo("56729");
    assertThat(december.sum("store_sales")).isEqualByComparingTo("120160.84");
    assertThat(december.sum("store_cost")).isEqualByComparingTo("48101.7681");
  }

  @Test
  void noSaleComesTwiceExceptTheFiftySentOnceMoreAndWhatTheTillsSent() {
    List<List<String>> all =
        SalesLines.in(
                landing,
                filesAfter.get(2).stream()
                    .filter(file -> !file.equals(Tills.FILE))
                    .toArray(String[]::new))
            .lines();
    List<List<String>> twice =
        all.stream()
            .filter(line -> !line.get(0).isEmpty())
            .collect(Collectors.groupingBy(line -> line.get(0)))
            .values()
            .stream()
            .filter(lines -> lines.size() > 1)
            .peek(lines -> assertThat(Set.copyOf(lines)).hasSize(1))
            .map(lines -> lines.get(0))
            .sorted((one, other) -> one.get(0).compareTo(other.get(0)))
            .toList();

    assertThat(twice).hasSize(50);
    assertThat(twice).isEqualTo(SalesLines.in(landing, "1998-11-late.csv").lines().subList(0, 50));
  }

  @Test
  void lateRowsAreTheLastDaysOfOneStore() {
    assertThat(SalesLines.in(landing, "1998-11-late.csv").lines().subList(50, 438))
        .allSatisfy(
            line -> {
              assertThat(line.get(1)).isIn("1998-11-28", "1998-11-30");
              assertThat(line.get(4)).isEqualTo("16");
            });
    assertThat(SalesLines.in(landing, "1998-11.csv").lines())
        .noneMatch(line -> line.get(4).equals("16") && line.get(1).compareTo("1998-11-28") >= 0);
  }

  @Test
  void theProjectReadsTheDatabaseWithTheVariables() throws SQLException {
    assertThat(days.variables())
        .containsOnlyKeys("INGOT_DEMO_HOME", "INGOT_DEMO_JDBC", "INGOT_DEMO_PASSWORD")
        .containsEntry("INGOT_DEMO_HOME", work.toString());
    assertThat(answer("SELECT count(*) FROM public.customer")).isEqualTo("10281");
    assertThat(answer("SELECT count(*) FROM public.product")).isEqualTo("1562");
    assertThat(answer("SELECT count(*) FROM public.store")).isEqualTo("25");
    assertThat(answer("SELECT count(*) FROM public.promotion")).isEqualTo("1864");
    assertThat(answer("SELECT product_category FROM public.product WHERE product_id = 1"))
        .isEqualTo("Pure Juice Beverages");
  }

  @Test
  void correctionsTouchTwentyFiveCustomersAndNothingElse() throws SQLException {
    String since =
        " WHERE updated_at > '"
            + lastUpdateAfter.get(1)
            + "' AND updated_at <= '"
            + lastUpdateAfter.get(2)
            + "'";

    assertThat(lastUpdateAfter.get(0)).isEqualTo(lastUpdateAfter.get(1));
    assertThat(answer("SELECT count(*) FROM customer" + since)).isEqualTo("25");
    assertThat(answer("SELECT count(*) FROM customer WHERE address1 = '1998 New Street'"))
        .isEqualTo("9");
    assertThat(answer("SELECT count(*) FROM (" + clocks() + ") AS clocks" + since)).isEqualTo("25");
  }

  @Test
  void theProductsThatWereSoldTooEarlyComeIntoTheDatabaseAfterwards() throws SQLException {
    assertThat(mended.rows(Kind.NEW)).isEqualTo(2);
    assertThat(
            answer(
                "SELECT string_agg(product_id || ' ' || product_category, ', ' ORDER BY product_id)"
                    + " FROM product WHERE product_id > 1560 AND updated_at > '"
                    + lastUpdateAfter.get(2)
                    + "'"))
        .isEqualTo("1561 Pure Juice Beverages, 1562 Pure Juice Beverages");
  }

  @Test
  void theTillsFileIsNotInUtf8() throws IOException {
    assertThat(new String(Files.readAllBytes(landing.resolve(Tills.FILE)), StandardCharsets.UTF_8))
        .contains("\uFFFD")
        .contains("\0");
  }

  private void remember(DayChange change) throws SQLException {
    changes.add(change);
    filesAfter.add(SalesLines.names(landing));
    lastUpdateAfter.add(answer("SELECT max(updated_at) FROM (" + clocks() + ") AS clocks"));
  }

  private Set<String> newOn(int day) {
    Set<String> files = new TreeSet<>(filesAfter.get(day));
    files.removeAll(filesAfter.get(day - 1));
    return files;
  }

  private Map<Kind, Long> kinds(int day) {
    Map<Kind, Long> rows = new TreeMap<>();
    for (Kind kind : Kind.values()) {
      if (changes.get(day).rows(kind) > 0) {
        rows.put(kind, changes.get(day).rows(kind));
      }
    }
    return rows;
  }

  private static String clocks() {
    return """
        SELECT updated_at FROM customer UNION ALL SELECT updated_at FROM product
        UNION ALL SELECT updated_at FROM store UNION ALL SELECT updated_at FROM promotion
        """;
  }

  private BigDecimal storeSales(String file) {
    return SalesLines.in(landing, file).sum("store_sales");
  }

  private String answer(String sql) throws SQLException {
    Map<String, String> variables = days.variables();
    try (Connection connection =
            DriverManager.getConnection(
                variables.get("INGOT_DEMO_JDBC"), "ingot", variables.get("INGOT_DEMO_PASSWORD"));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
