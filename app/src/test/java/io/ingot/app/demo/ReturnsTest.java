package io.ingot.app.demo;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReturnsTest {
  private static final List<String> LINES = typed();

  @Test
  void sixtyLinesAreFortyBadOnesAndTwentyGoodOnes() {
    Map<String, Long> lines =
        LINES.stream().collect(groupingBy(ReturnsTest::fault, TreeMap::new, counting()));

    assertThat(lines)
        .containsOnly(
            entry("4 fields", 1L),
            entry("5 fields", 1L),
            entry("6 fields", 1L),
            entry("10 fields", 2L),
            entry("11 fields", 1L),
            entry("no sale_id", 4L),
            entry("no product_id", 4L),
            entry("no product_id, negative", 1L),
            entry("negative", 6L),
            entry("no date", 5L),
            entry("no amount", 6L),
            entry("no number", 3L),
            entry("unknown customer", 5L),
            entry("unknown promotion", 1L),
            entry("good", 19L));
  }

  @Test
  void theGoodLinesAddToTheSalesOfDecember() {
    List<List<String>> good =
        LINES.stream()
            .filter(line -> Set.of("good", "unknown promotion").contains(fault(line)))
            .map(line -> List.of(line.split(",")))
            .toList();
    SalesLines sales = new SalesLines(good);

    assertThat(sales.size()).isEqualTo(20);
    assertThat(sales.sum("unit_sales")).isEqualByComparingTo("63");
    assertThat(sales.sum("store_sales")).isEqualByComparingTo("129.48");
    assertThat(sales.sum("store_cost")).isEqualByComparingTo("51.5840");
  }

  @Test
  void theLinesAreTheSameInEveryRun() {
    assertThat(typed()).isEqualTo(LINES);
  }

  @Test
  void everyLineHasAnIdOfItsOwn() {
    List<String> ids =
        LINES.stream().map(line -> line.split(",")[0]).filter(id -> !id.isEmpty()).toList();

    assertThat(ids)
        .hasSize(56)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("1998129000\\d\\d"));
  }

  /** Judges a line by itself, knowing nothing of how it was spoilt. */
  private static String fault(String line) {
    List<String> fields = List.of(line.replace("\"7,20\"", "'7.20'").split(",", -1));
    if (fields.size() != 9) {
      return fields.size() + " fields";
    }
    String faults = fields.get(2).isEmpty() ? "no product_id" : "";
    if (fields.get(8).startsWith("-")) {
      faults += faults.isEmpty() ? "negative" : ", negative";
    }
    if (!faults.isEmpty()) {
      return faults;
    }
    if (fields.get(0).isEmpty()) {
      return "no sale_id";
    }
    if (!isDate(fields.get(1))) {
      return "no date";
    }
    if (!isNumber(fields.get(8))) {
      return "no amount";
    }
    if (!fields.subList(3, 8).stream().allMatch(ReturnsTest::isNumber)) {
      return "no number";
    }
    if (Integer.parseInt(fields.get(3)) > 10_281) {
      return "unknown customer";
    }
    return Integer.parseInt(fields.get(5)) > 1_896 ? "unknown promotion" : "good";
  }

  private static boolean isDate(String text) {
    try {
      return LocalDate.parse(text).getYear() == 1998;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static boolean isNumber(String text) {
    try {
      return new BigDecimal(text).signum() >= 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static List<String> typed() {
    Returns returns = new Returns();
    new FoodMart().sales(SalesFact.DECEMBER_1998, returns::offer);
    return returns.lines();
  }
}
