package io.ingot.app.demo;

import java.util.ArrayList;
import java.util.List;

/** What can be wrong with a line that a till wrote. */
enum TillFault {
  FOREIGN_BYTES(3, "a promotion by its name, in ISO-8859-1 where UTF-8 is agreed") {
    @Override
    List<String> applyTo(List<String> fields, int turn) {
      List<String> names = List.of("Día de Reyes", "Café", "Noël");
      return with(fields, "promotion_id", names.get(turn));
    }
  },
  BROKEN_QUOTE(2, "a quote that is not closed, or too early") {
    @Override
    List<String> applyTo(List<String> fields, int turn) {
      String product = fields.get(Sale.COLUMNS.indexOf("product_id"));
      return with(fields, "product_id", List.of("\"" + product, "\"\"" + product).get(turn));
    }
  },
  SHIFTED(2, "all fields from product_id on stand one column too far right") {
    @Override
    List<String> applyTo(List<String> fields, int turn) {
      List<String> shifted = new ArrayList<>(fields.subList(0, fields.size() - 1));
      shifted.add(Sale.COLUMNS.indexOf("product_id"), "");
      return shifted;
    }
  },
  DECIMAL_COMMA(2, "a decimal comma") {
    @Override
    List<String> applyTo(List<String> fields, int turn) {
      String cost = fields.get(Sale.COLUMNS.indexOf("store_cost"));
      return with(fields, "store_cost", "\"" + cost.replace('.', ',') + "\"");
    }
  },
  BARE_COMMA(1, "a decimal comma without quotes, so one field too many") {
    @Override
    List<String> applyTo(List<String> fields, int turn) {
      String cost = fields.get(Sale.COLUMNS.indexOf("store_cost"));
      return with(fields, "store_cost", cost.replace('.', ','));
    }
  },
  OTHER_CALENDAR(3, "the_date is written in another way") {
    @Override
    List<String> applyTo(List<String> fields, int turn) {
      List<String> written = List.of("09.12.1998", "12/09/1998", "9 Dec 1998");
      return with(fields, "the_date", written.get(turn));
    }
  },
  NUL_BYTE(1, "a NUL byte in customer_id") {
    @Override
    List<String> applyTo(List<String> fields, int turn) {
      String customer = fields.get(Sale.COLUMNS.indexOf("customer_id"));
      return with(fields, "customer_id", customer + "\0");
    }
  },
  NEW_PRODUCT(4, "product_id names a product that the shop's database does not know yet") {
    @Override
    List<String> applyTo(List<String> fields, int turn) {
      return with(fields, "product_id", Tills.NEW_PRODUCTS.get(turn % Tills.NEW_PRODUCTS.size()));
    }
  };

  private final int lines;
  private final String description;

  TillFault(int lines, String description) {
    this.lines = lines;
    this.description = description;
  }

  /** How many lines of the tills' file have this fault. */
  int lines() {
    return lines;
  }

  String description() {
    return description;
  }

  /** A good line's fields, spoilt; {@code turn} counts from 0 to {@link #lines} - 1. */
  abstract List<String> applyTo(List<String> fields, int turn);

  private static List<String> with(List<String> fields, String column, String value) {
    List<String> changed = new ArrayList<>(fields);
    changed.set(Sale.COLUMNS.indexOf(column), value);
    return changed;
  }
}
