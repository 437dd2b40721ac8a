package io.ingot.features.prepare;

import static org.apache.spark.sql.functions.expr;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How the values of a number column lie. Nothing of it depends on the order or the partitioning of
 * the rows: distances from the least value are summed as whole numbers, of which 2^60 make the
 * width of the column, so that sums neither round nor cancel.
 *
 * @param values how many there are
 * @param missing rows without one: null, NaN or infinite
 * @param least 0 where there are no values, as all that follow
 * @param deviation of the sample, with n - 1; 0 for a single value
 */
record Spread(
    long values,
    long missing,
    BigDecimal least,
    BigDecimal greatest,
    BigDecimal mean,
    double deviation) {
  private static final MathContext EXACT = new MathContext(60);
  private static final BigDecimal STEPS = new BigDecimal(BigInteger.ONE.shiftLeft(60));
  private static final int STEPS_EXPONENT = 60;

  /**
   * The spreads of some columns, by name.
   *
   * @param rows read twice
   */
  static Map<String, Spread> of(Dataset<Row> rows, List<Field> fields) {
    if (fields.isEmpty()) {
      return Map.of();
    }
    List<Spread> ends = ends(rows, fields);
    List<Column> sums = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      String distance = field.distance(field.nearest(ends.get(i).least()), ends.get(i).unit());
      sums.add(expr("sum(" + field.wherePresent(steps(distance)) + ")"));
      sums.add(
          expr("sum(" + field.wherePresent(steps("(%1$s) * (%1$s)".formatted(distance))) + ")"));
    }
    Row row = first(rows, sums);
    Map<String, Spread> spreads = new LinkedHashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      spreads.put(
          fields.get(i).name(),
          ends.get(i).values() == 0
              ? ends.get(i)
              : ends.get(i).summed(row.getDecimal(2 * i), row.getDecimal(2 * i + 1)));
    }
    return spreads;
  }

  private static List<Spread> ends(Dataset<Row> rows, List<Field> fields) {
    List<Column> columns = new ArrayList<>();
    for (Field field : fields) {
      columns.add(expr("count_if(" + field.present() + ")"));
      columns.add(expr("count_if(NOT (" + field.present() + "))"));
      columns.add(expr("min(" + field.wherePresent(field.quoted()) + ")"));
      columns.add(expr("max(" + field.wherePresent(field.quoted()) + ")"));
    }
    Row row = first(rows, columns);
    List<Spread> ends = new ArrayList<>();
    for (Field field : fields) {
      int at = 4 * ends.size();
      ends.add(
          new Spread(
              row.getLong(at),
              row.getLong(at + 1),
              number(field, row, at + 2),
              number(field, row, at + 3),
              BigDecimal.ZERO,
              0));
    }
    return ends;
  }

  private boolean isConstant() {
    return least.compareTo(greatest) == 0;
  }

  /** A power of two in which the column is at most 1 wide. */
  private double unit() {
    if (isConstant()) {
      return 1;
    }
    int exponent = Math.getExponent(greatest.subtract(least).doubleValue()) + 1;
    return Math.scalb(1.0, Math.max(Double.MIN_EXPONENT, Math.min(Double.MAX_EXPONENT, exponent)));
  }

  private static String steps(String share) {
    return "CAST(rint((%s) * %s) AS DECIMAL(20, 0))"
        .formatted(share, Field.number(Math.scalb(1.0, STEPS_EXPONENT)));
  }

  private Spread summed(BigDecimal sum, BigDecimal squares) {
    BigDecimal count = BigDecimal.valueOf(values);
    BigDecimal unit = new BigDecimal(unit());
    BigDecimal distance = sum.divide(STEPS, EXACT);
    BigDecimal around =
        squares
            .divide(STEPS, EXACT)
            .subtract(distance.multiply(distance).divide(count, EXACT), EXACT)
            .max(BigDecimal.ZERO);
    double deviation =
        isConstant()
            ? 0
            : around
                .divide(count.subtract(BigDecimal.ONE), EXACT)
                .sqrt(EXACT)
                .multiply(unit)
                .doubleValue();
    return new Spread(
        values,
        missing,
        least,
        greatest,
        least.add(distance.divide(count, EXACT).multiply(unit), EXACT),
        deviation);
  }

  private static Row first(Dataset<Row> rows, List<Column> columns) {
    return rows.agg(columns.get(0), columns.subList(1, columns.size()).toArray(Column[]::new))
        .first();
  }

  private static BigDecimal number(Field field, Row row, int at) {
    return row.isNullAt(at) ? BigDecimal.ZERO : field.value(row.get(at).toString());
  }
}
