package io.ingot.app.demo;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/** One product that one customer bought; numbers are text exactly as FoodMart writes them. */
record Sale(
    long id,
    LocalDate day,
    String product,
    String customer,
    String store,
    String promotion,
    String unitSales,
    String storeCost,
    String storeSales) {
  static final List<String> COLUMNS =
      List.of(
          "sale_id",
          "the_date",
          "product_id",
          "customer_id",
          "store_id",
          "promotion_id",
          "unit_sales",
          "store_cost",
          "store_sales");

  /** 199701000001 for the first sale of January 1997, so ids grow with time. */
  static long id(YearMonth month, long place) {
    return (month.getYear() * 100L + month.getMonthValue()) * 1_000_000L + place;
  }

  /** The same sale under another id. */
  Sale as(long otherId) {
    return new Sale(
        otherId, day, product, customer, store, promotion, unitSales, storeCost, storeSales);
  }

  /** The same sale under another promotion. */
  Sale promotedBy(String other) {
    return new Sale(id, day, product, customer, store, other, unitSales, storeCost, storeSales);
  }

  /** The values in the order of {@link #COLUMNS}. */
  List<String> fields() {
    return List.of(
        Long.toString(id),
        day.toString(),
        product,
        customer,
        store,
        promotion,
        unitSales,
        storeCost,
        storeSales);
  }

  /** The values as a line of a CSV file; none of them needs quotes. */
  String line() {
    return String.join(",", fields());
  }
}
