package io.ingot.core.trial;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;

/**
 * Rows that are expected beside those that are there, in whatever order either comes.
 *
 * @param columns their names
 * @param differences pairs of rows that differ least, then rows that stand alone
 */
record Comparison(List<String> columns, List<Difference> differences) {
  /** As many digits of a double as every machine computes alike. */
  private static final MathContext DIGITS = new MathContext(12);

  Comparison {
    columns = List.copyOf(columns);
    differences = List.copyOf(differences);
  }

  /** Compares rows of the same columns; a row that is there twice has to be expected twice. */
  static Comparison of(List<String> columns, List<Row> expected, List<Row> actual) {
    Map<List<String>, Integer> there = new HashMap<>();
    texts(actual).forEach(row -> there.merge(row, 1, Integer::sum));
    List<List<String>> missing = new ArrayList<>();
    for (List<String> row : texts(expected)) {
      if (there.merge(row, -1, Integer::sum) < 0) {
        missing.add(row);
      }
    }
    List<List<String>> unexpected = new ArrayList<>();
    there.forEach((row, times) -> IntStream.range(0, times).forEach(i -> unexpected.add(row)));
    return new Comparison(columns, paired(missing, unexpected));
  }

  boolean isEmpty() {
    return differences.isEmpty();
  }

  /** Rows that agree in the most columns are probably meant to be the same. */
  private static List<Difference> paired(List<List<String>> missing, List<List<String>> other) {
    List<List<String>> left = new ArrayList<>(other);
    List<Difference> pairs = new ArrayList<>();
    for (List<String> row : missing) {
      int best = -1;
      long most = 0;
      for (int i = 0; i < left.size(); i++) {
        long alike = alike(row, left.get(i));
        if (alike > most) {
          most = alike;
          best = i;
        }
      }
      pairs.add(new Difference(row, best < 0 ? List.of() : left.remove(best)));
    }
    left.forEach(row -> pairs.add(new Difference(List.of(), row)));
    return pairs;
  }

  private static long alike(List<String> one, List<String> other) {
    return IntStream.range(0, one.size()).filter(i -> one.get(i).equals(other.get(i))).count();
  }

  private static List<List<String>> texts(List<Row> rows) {
    return rows.stream()
        .map(row -> IntStream.range(0, row.size()).mapToObj(i -> text(row.get(i))).toList())
        .toList();
  }

  private static String text(Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof BigDecimal number) {
      return plain(number);
    }
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      return Double.isFinite(number)
          ? plain(new BigDecimal(number).round(DIGITS))
          : String.valueOf(number);
    }
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    // The text, as opposed to nothing.
    return value.equals("null") ? "'null'" : String.valueOf(value);
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /**
   * What was expected beside what is there.
   *
   * @param expected values by column; empty for a row that nobody expected
   * @param actual values by column; empty for a row that is missing
   */
  record Difference(List<String> expected, List<String> actual) {
    Difference {
      expected = List.copyOf(expected);
      actual = List.copyOf(actual);
    }
  }
}
