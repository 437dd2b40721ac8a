package io.ingot.etl.bronze.jdbc;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** A closed range of a whole-number column that several queries share out among them. */
record ReadRange(long least, long greatest) {
  /**
   * Conditions that cover every row, nulls too, and no row twice.
   *
   * @param column for SQL
   */
  List<String> cut(String column, int parts) {
    BigInteger first = BigInteger.valueOf(least);
    BigInteger width = BigInteger.valueOf(greatest).subtract(first).add(BigInteger.ONE);
    int used = width.min(BigInteger.valueOf(parts)).intValue();
    // The ends stay open: a row may have come between this question and the queries.
    List<String> cuts = new ArrayList<>();
    for (int part = 1; part < used; part++) {
      BigInteger share = width.multiply(BigInteger.valueOf(part)).divide(BigInteger.valueOf(used));
      cuts.add(first.add(share).toString());
    }
    return cuts.isEmpty() ? List.of("1 = 1") : between(column, cuts);
  }

  private static List<String> between(String column, List<String> cuts) {
    List<String> conditions = new ArrayList<>();
    conditions.add(column + " < " + cuts.get(0) + " OR " + column + " IS NULL");
    for (int cut = 1; cut < cuts.size(); cut++) {
      conditions.add(
          column + " >= " + cuts.get(cut - 1) + " AND " + column + " < " + cuts.get(cut));
    }
    conditions.add(column + " >= " + cuts.get(cuts.size() - 1));
    return conditions;
  }
}
