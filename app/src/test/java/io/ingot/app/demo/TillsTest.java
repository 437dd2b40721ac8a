package io.ingot.app.demo;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TillsTest {
  private static final List<String> DECEMBER = december();
  private static final List<String> LINES = sent();

  @Test
  void sixHundredLinesAreOfTheMonthsFileAndEighteenAreSpoilt() {
    Set<String> delivered = Set.copyOf(DECEMBER);
    Map<String, Long> lines =
        LINES.stream()
            .filter(line -> !delivered.contains(line))
            .collect(groupingBy(TillsTest::fault, TreeMap::new, counting()));

    assertThat(LINES).hasSize(618).doesNotHaveDuplicates();
    assertThat(LINES.stream().filter(delivered::contains)).hasSize(600);
    assertThat(lines)
        .containsOnly(
            entry("no UTF-8", 3L),
            entry("odd quote", 2L),
            entry("no product_id", 2L),
            entry("quoted comma", 2L),
            entry("10 fields", 1L),
            entry("no date", 3L),
            entry("NUL", 1L),
            entry("product 1561", 2L),
            entry("product 1562", 2L));
  }

  @Test
  void tooFewLinesAreNoUtf8ToRefuseTheFileForThem() {
    long foreign = LINES.stream().filter(line -> fault(line).equals("no UTF-8")).count();

    assertThat(foreign).isPositive();
    assertThat((double) foreign / LINES.size()).isLessThan(0.01);
  }

  @Test
  void everySpoiltLineIsASaleOfItsOwn() {
    Set<String> delivered = Set.copyOf(DECEMBER);

    assertThat(
            LINES.stream()
                .filter(line -> !delivered.contains(line))
                .map(line -> line.split(",")[0]))
        .hasSize(18)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("1998129100\\d\\d"));
  }

  @Test
  void theLinesAreTheSameInEveryRun() {
    assertThat(sent()).isEqualTo(LINES);
  }

  /** Judges a line by itself, knowing nothing of how it was spoilt. */
  private static String fault(String line) {
    if (!StandardCharsets.US_ASCII.newEncoder().canEncode(line)) {
      return "no UTF-8";
    }
    if (line.indexOf('\0') >= 0) {
      return "NUL";
    }
    if (line.matches("[^\"]*,\"\\d+,\\d+\",[^\"]*")) {
      return "quoted comma";
    }
    if (line.contains("\"")) {
      return "odd quote";
    }
    String[] fields = line.split(",", -1);
    if (fields.length != 9) {
      return fields.length + " fields";
    }
    if (!fields[1].matches("1998-12-\\d\\d")) {
      return "no date";
    }
    return fields[2].isEmpty() ? "no product_id" : "product " + fields[2];
  }

  private static List<String> december() {
    List<String> lines = new ArrayList<>();
    new FoodMart().sales(SalesFact.DECEMBER_1998, sale -> lines.add(sale.line()));
    return lines;
  }

  private static List<String> sent() {
    Tills tills = new Tills();
    new FoodMart().sales(SalesFact.DECEMBER_1998, tills::offer);
    return tills.lines();
  }
}
