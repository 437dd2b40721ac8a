package io.ingot.app.demo;

import java.util.ArrayList;
import java.util.List;

/** What can be wrong with a line that somebody typed. */
enum Fault {
  AMOUNT_IS_TEXT(6, "store_sales is not a number") {
    @Override
    List<String> applyTo(List<String> fields, int turn) {
      List<String> typed = List.of("n/a", "12.5O", "$7.20", "\"7,20\"", "seven", "1.2.3");
      return with(fields, "store_sales", typed.get(turn));
    }
  },
  AMOUNT_IS_NEGATIVE(6, "store_sales is negative") {
    @Override
    List<String> applyTo(List<String> fields, int turn) {
      return with(fields, "store_sales", "-" + fields.get(fields.size() - 1));
    }
  },
  NO_SUCH_DATE(5, "the_date is not a date") {
    @Override
    List<String> applyTo(List<String> fields, int turn) {
      List<String> typed =
          List.of("1998-02-30", "1998-13-01", "12/24/1998", "1998-06-31", "yesterday");
      return with(fields, "the_date", typed.get(turn));
    }
  },
  NO_ID(4, "sale_id is missing") {
    @Override
    List<String> applyTo(List<String> fields, int turn) {
      return with(fields, "sale_id", "");
    }
  },
  UNKNOWN_CUSTOMER(5, "customer_id names nobody") {
    @Override
    List<String> applyTo(List<String> fields, int turn) {
      return with(fields, "customer_id", Integer.toString(990_001 + turn));
    }
  },
  NO_PRODUCT(4, "product_id is missing") {
    @Override
    List<String> applyTo(List<String> fields, int turn) {
      return with(fields, "product_id", "");
    }
  },
  TOO_FEW_FIELDS(3, "the line is cut off") {
    @Override
    List<String> applyTo(List<String> fields, int turn) {
      return fields.subList(0, 4 + turn);
    }
  },
  TOO_MANY_FIELDS(3, "the line has more fields than the header") {
    @Override
    List<String> applyTo(List<String> fields, int turn) {
      List<String> more = new ArrayList<>(fields);
      more.addAll(List.of("exchanged", "see note").subList(0, 1 + turn % 2));
      return more;
    }
  },
  WORD_FOR_NUMBER(3, "a word stands where a number belongs") {
    @Override
    List<String> applyTo(List<String> fields, int turn) {
      return List.of(
              with(fields, "customer_id", "walk-in"),
              with(fields, "store_id", "online"),
              with(fields, "unit_sales", "two"))
          .get(turn);
    }
  },
  TWO_AT_ONCE(1, "product_id is missing and store_sales is negative") {
    @Override
    List<String> applyTo(List<String> fields, int turn) {
      return NO_PRODUCT.applyTo(AMOUNT_IS_NEGATIVE.applyTo(fields, turn), turn);
    }
  };

  private final int lines;
  private final String description;

  Fault(int lines, String description) {
    this.lines = lines;
    this.description = description;
  }

  /** How many lines of the returns file have this fault. */
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
