package io.ingot.app.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ingot.core.error.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** FoodMart as it lies in its jar: one JSON object a line, numbers kept as the text they are. */
final class FoodMart {
  private static final JsonFactory JSON = new JsonFactory();

  private final Map<String, LocalDate> days;

  FoodMart() {
    Map<String, LocalDate> found = new HashMap<>();
    rows(
        "time_by_day",
        row ->
            found.put(row.text("time_id"), LocalDate.parse(row.text("the_date").substring(0, 10))));
    days = Map.copyOf(found);
  }

  /** Hands over every row of a table, in the order of the file, column names in lower case. */
  void rows(String table, Consumer<FoodMartRow> reader) {
    try (InputStream bytes = FoodMart.class.getResourceAsStream("/" + table + ".json")) {
      if (bytes == null) {
        throw new SourceException(
            "Cannot find FoodMart's table "
                + table
                + ". Put net.hydromatic:foodmart-data-json on the class path.");
      }
      try (JsonParser parser = JSON.createParser(bytes)) {
        while (parser.nextToken() != null) {
          reader.accept(row(parser));
        }
      }
    } catch (IOException e) {
      throw new SourceException("Cannot read FoodMart's table " + table + ": " + e.getMessage(), e);
    }
  }

  /**
   * Hands over the sales of some months. FoodMart has no key for a sale (five columns together are
   * not unique), so a sale is named by its month and its place among the sales of that month.
   */
  void sales(SalesFact fact, Consumer<Sale> reader) {
    Map<YearMonth, Long> places = new HashMap<>();
    rows(
        fact.table(),
        row -> {
          LocalDate day = days.get(row.text("time_id"));
          YearMonth month = YearMonth.from(day);
          reader.accept(
              new Sale(
                  Sale.id(month, places.merge(month, 1L, Long::sum)),
                  day,
                  row.text("product_id"),
                  row.text("customer_id"),
                  row.text("store_id"),
                  row.text("promotion_id"),
                  row.text("unit_sales"),
                  row.text("store_cost"),
                  row.text("store_sales")));
        });
  }

  private static FoodMartRow row(JsonParser parser) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      if (parser.nextToken() != JsonToken.VALUE_NULL) {
        values.put(name.toLowerCase(Locale.ROOT), parser.getText());
      }
    }
    return new FoodMartRow(values);
  }
}
