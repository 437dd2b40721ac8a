package io.ingot.app.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The tables of the shop's database; the first column is the primary key. */
enum ShopTable {
  CUSTOMER(
      "customer_id bigint",
      "account_num bigint not null",
      "fname text not null",
      "mi text",
      "lname text not null",
      "fullname text not null",
      "address1 text not null",
      "address2 text",
      "city text not null",
      "state_province text not null",
      "postal_code text not null",
      "country text not null",
      "phone1 text not null",
      "phone2 text",
      "birthdate date",
      "marital_status text",
      "yearly_income text",
      "gender text",
      "total_children integer",
      "num_children_at_home integer",
      "education text",
      "date_accnt_opened date not null",
      "member_card text",
      "occupation text",
      "houseowner text",
      "num_cars_owned integer"),
  PRODUCT(
      "product_id bigint",
      "product_class_id bigint not null",
      "brand_name text not null",
      "product_name text not null",
      "sku bigint not null",
      "srp numeric(10,4) not null",
      "gross_weight numeric(10,2)",
      "net_weight numeric(10,2)",
      "recyclable_package boolean",
      "low_fat boolean",
      "units_per_case integer",
      "cases_per_pallet integer",
      "product_subcategory text not null",
      "product_category text not null",
      "product_department text not null",
      "product_family text not null") {
    @Override
    void rows(FoodMart foodMart, Consumer<FoodMartRow> reader) {
      Map<String, FoodMartRow> classes = new HashMap<>();
      foodMart.rows("product_class", row -> classes.put(row.text("product_class_id"), row));
      super.rows(
          foodMart, row -> reader.accept(row.with(classes.get(row.text("product_class_id")))));
    }
  },
  STORE(
      "store_id bigint",
      "store_type text not null",
      "store_name text not null",
      "store_street_address text",
      "store_city text not null",
      "store_state text not null",
      "store_postal_code text",
      "store_country text not null",
      "store_manager text",
      "store_phone text",
      "first_opened_date date",
      "last_remodel_date date",
      "store_sqft integer",
      "grocery_sqft integer",
      "frozen_sqft integer",
      "meat_sqft integer",
      "coffee_bar boolean",
      "video_store boolean",
      "salad_bar boolean",
      "prepared_food boolean",
      "florist boolean"),
  PROMOTION(
      "promotion_id bigint",
      "promotion_district_id bigint",
      "promotion_name text not null",
      "media_type text not null",
      "cost numeric(14,4)",
      "start_date date",
      "end_date date");

  private final List<String> columns;

  ShopTable(String... columns) {
    this.columns = List.of(columns);
  }

  /** The name in the database. */
  String table() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Hands over the table's rows; a column may be missing where the value is null. */
  void rows(FoodMart foodMart, Consumer<FoodMartRow> reader) {
    foodMart.rows(table(), reader);
  }

  /** The statements that create the empty table with a clock on every row. */
  String ddl() {
    return """
        CREATE TABLE %1$s (%2$s, PRIMARY KEY (%3$s),
          updated_at timestamptz NOT NULL DEFAULT clock_timestamp());
        CREATE INDEX ON %1$s (updated_at);
        CREATE TRIGGER touched BEFORE UPDATE ON %1$s FOR EACH ROW EXECUTE FUNCTION touched();
        """
        .formatted(table(), String.join(", ", columns), names().get(0));
  }

  /** The statement that takes {@link #lines}. */
  String copy() {
    return "COPY %s (%s) FROM STDIN".formatted(table(), String.join(", ", names()));
  }

  /** All rows in COPY's text format. */
  String lines(FoodMart foodMart) {
    StringBuilder lines = new StringBuilder();
    rows(
        foodMart,
        row ->
            lines
                .append(
                    names().stream()
                        .map(name -> row.value(name).map(ShopTable::escaped).orElse("\\N"))
                        .collect(Collectors.joining("\t")))
                .append('\n'));
    return lines.toString();
  }

  private List<String> names() {
    return columns.stream().map(column -> column.substring(0, column.indexOf(' '))).toList();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }
}
