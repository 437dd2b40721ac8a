package io.ingot.features.prepare;

import static org.apache.spark.sql.functions.expr;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.LongType;

/**
 * Quantiles that are exact, with linear interpolation between neighbours (type 7 of Hyndman and
 * Fan, which NumPy and Spark's {@code percentile} use). Spark's sketch says between which two
 * values each one is, and only those between them are counted and brought together: one row in
 * 1,600 at most, and of very many rows fewer, so that the driver holds them.
 */
final class Quantiles {
  /** How many values are brought together for one quantile. */
  private static final int MOST = 100_000;

  private static final int LEAST_ACCURACY = 10_000;

  /** In errors of the sketch: twice of it, so that the quantile is inside for sure. */
  private static final double MARGIN = 2;

  /**
   * Of those errors there lie 4 by the margins and 2 by the sketch itself between the two values.
   */
  private static final int WIDTH = 6;

  private static final String BELOW = "<";

  private final Dataset<Row> rows;
  private final Map<String, Spread> spreads;

  /**
   * @param rows read twice for each list of columns
   * @param spreads of the columns, each with a value at least
   */
  Quantiles(Dataset<Row> rows, Map<String, Spread> spreads) {
    this.rows = rows;
    this.spreads = spreads;
  }

  /**
   * The quantiles of some columns.
   *
   * @param shares from 0 to 1
   * @return by the columns' names, in the order of the shares
   */
  Map<String, List<BigDecimal>> of(List<Field> fields, List<Double> shares) {
    if (fields.isEmpty()) {
      return Map.of();
    }
    List<Bracket> brackets = sketched(fields, shares);
    List<Counted> counted = counted(brackets);
    List<Bracket> missed =
        IntStream.range(0, brackets.size())
            .filter(i -> !counted.get(i).holds(place(brackets.get(i))))
            .mapToObj(i -> whole(brackets.get(i)))
            .toList();
    Iterator<Counted> all =
        missed.isEmpty() ? List.<Counted>of().iterator() : counted(missed).iterator();
    List<BigDecimal> answers = new ArrayList<>();
    for (int i = 0; i < brackets.size(); i++) {
      BigDecimal place = place(brackets.get(i));
      Counted first = counted.get(i);
      answers.add((first.holds(place) ? first : all.next()).at(place));
    }
    return fields.stream()
        .collect(
            Collectors.toMap(
                Field::name,
                field -> {
                  int from = fields.indexOf(field) * shares.size();
                  return List.copyOf(answers.subList(from, from + shares.size()));
                }));
  }

  private List<Bracket> sketched(List<Field> fields, List<Double> shares) {
    List<Column> columns = new ArrayList<>();
    for (Field field : fields) {
      double margin = MARGIN / accuracy(field);
      for (double share : shares) {
        columns.add(sketch(field, Math.max(0, share - margin)));
        columns.add(sketch(field, Math.min(1, share + margin)));
      }
    }
    Row row =
        rows.agg(columns.get(0), columns.subList(1, columns.size()).toArray(Column[]::new)).first();
    List<Bracket> brackets = new ArrayList<>();
    for (Field field : fields) {
      for (double share : shares) {
        int at = 2 * brackets.size();
        brackets.add(
            widened(
                new Bracket(
                    field,
                    share,
                    new BigDecimal(row.get(at).toString()),
                    new BigDecimal(row.get(at + 1).toString()))));
      }
    }
    return brackets;
  }

  private long accuracy(Field field) {
    long values = spreads.get(field.name()).values();
    return Math.min(Integer.MAX_VALUE, Math.max(LEAST_ACCURACY, values / MOST * WIDTH));
  }

  /** A sketch works in doubles, which lack the last digits of a decimal or a long whole number. */
  private Bracket widened(Bracket bracket) {
    Field field = bracket.field();
    if (!field.isDecimal() && !(field.type() instanceof LongType)) {
      return bracket;
    }
    Spread spread = spreads.get(field.name());
    return new Bracket(
        field,
        bracket.share(),
        field.nearest(bracket.from().subtract(lost(bracket.from()))).max(spread.least()),
        field.nearest(bracket.to().add(lost(bracket.to()))).min(spread.greatest()));
  }

  /** Half a unit of a double's last place is lost on the way there, and another one back. */
  private static BigDecimal lost(BigDecimal value) {
    return new BigDecimal(2 * Math.ulp(value.doubleValue()));
  }

  private Column sketch(Field field, double share) {
    return expr(
        "percentile_approx(%s, %s, %d)"
            .formatted(field.wherePresent(field.quoted()), Field.number(share), accuracy(field)));
  }

  private Bracket whole(Bracket bracket) {
    Spread spread = spreads.get(bracket.field().name());
    return new Bracket(bracket.field(), bracket.share(), spread.least(), spread.greatest());
  }

  private List<Counted> counted(List<Bracket> brackets) {
    List<String> places = new ArrayList<>();
    List<Counted> counted = new ArrayList<>();
    for (int i = 0; i < brackets.size(); i++) {
      places.add("struct(%d AS bracket, %s AS value)".formatted(i, brackets.get(i).place()));
      counted.add(new Counted());
    }
    rows.select(expr("inline(array(" + String.join(", ", places) + "))"))
        .filter("value IS NOT NULL")
        .groupBy("bracket", "value")
        .count()
        .limit(brackets.size() * (MOST + 1) + 1)
        .collectAsList()
        .forEach(
            row ->
                counted
                    .get(row.getInt(0))
                    .add(brackets.get(row.getInt(0)), row.getString(1), row.getLong(2)));
    for (int i = 0; i < brackets.size(); i++) {
      require(brackets.get(i), counted.get(i));
    }
    return counted;
  }

  private static void require(Bracket bracket, Counted counted) {
    if (counted.inside.size() > MOST) {
      throw Lesson.unfit(
          bracket.field().name(),
          "more than "
              + MOST
              + " different values lie so close to its quantile that they cannot be told apart as"
              + " floating-point numbers. Round it to fewer digits, or prepare it otherwise.");
    }
  }

  private BigDecimal place(Bracket bracket) {
    return BigDecimal.valueOf(spreads.get(bracket.field().name()).values() - 1)
        .multiply(BigDecimal.valueOf(bracket.share()));
  }

  /** Two values between which a quantile lies, both included. */
  private record Bracket(Field field, double share, BigDecimal from, BigDecimal to) {
    String place() {
      return field.wherePresent(
          "CASE WHEN %1$s < %2$s THEN '%4$s' WHEN %1$s <= %3$s THEN CAST(%1$s AS STRING) END"
              .formatted(
                  field.quoted(),
                  field.literal(from.toString()),
                  field.literal(to.toString()),
                  BELOW));
    }
  }

  /** How often each value of a bracket occurs, and how many are below all of them. */
  private static final class Counted {
    private final TreeMap<BigDecimal, Long> inside = new TreeMap<>();
    private long below;
    private long upTo;

    void add(Bracket bracket, String text, long rows) {
      upTo += rows;
      if (text.equals(BELOW)) {
        below = rows;
      } else {
        inside.merge(bracket.field().value(text), rows, Long::sum);
      }
    }

    /** Whether both neighbours of a place among all values, counted from 0, are inside. */
    boolean holds(BigDecimal place) {
      return below <= place.longValue()
          && place.setScale(0, RoundingMode.CEILING).longValue() < upTo;
    }

    BigDecimal at(BigDecimal place) {
      BigDecimal one = at(place.longValue());
      BigDecimal rest = place.subtract(BigDecimal.valueOf(place.longValue()));
      return rest.signum() == 0
          ? one
          : one.add(at(place.longValue() + 1).subtract(one).multiply(rest));
    }

    private BigDecimal at(long place) {
      long passed = below;
      for (Map.Entry<BigDecimal, Long> value : inside.entrySet()) {
        passed += value.getValue();
        if (passed > place) {
          return value.getKey();
        }
      }
      throw new IllegalStateException("The rows changed while they were read.");
    }
  }
}
