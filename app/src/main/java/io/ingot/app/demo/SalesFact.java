package io.ingot.app.demo;

/** The three tables that FoodMart keeps its sales in; no month is in two of them. */
enum SalesFact {
  YEAR_1997("sales_fact_1997"),
  JANUARY_TO_NOVEMBER_1998("sales_fact_1998"),
  DECEMBER_1998("sales_fact_dec_1998");

  private final String table;

  SalesFact(String table) {
    this.table = table;
  }

  String table() {
    return table;
  }
}
