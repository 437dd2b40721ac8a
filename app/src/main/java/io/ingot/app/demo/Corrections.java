package io.ingot.app.demo;

import java.util.List;

/** What the shop put right about its customers in December 1998: three updates, 25 rows. */
enum Corrections {
  MOVED(9, "customers moved house", "address1 = '1998 New Street', address2 = NULL", "true"),
  MARRIED(8, "customers married", "marital_status = 'M'", "marital_status = 'S'"),
  GOLDEN_CARD(
      8, "customers got the golden card", "member_card = 'Golden'", "member_card <> 'Golden'");

  private final int customers;
  private final String description;
  private final String change;
  private final String condition;

  Corrections(int customers, String description, String change, String condition) {
    this.customers = customers;
    this.description = description;
    this.change = change;
    this.condition = condition;
  }

  /** Updates the first customers that it fits, from another id on for each kind of correction. */
  Change applyTo(ShopDatabase database) {
    long rows =
        database.execute(
            """
            UPDATE customer SET %s WHERE customer_id IN (
              SELECT customer_id FROM customer WHERE customer_id >= %d AND %s
              ORDER BY customer_id LIMIT %d)
            """
                .formatted(change, 1000 * (ordinal() + 1), condition, customers));
    return new Change(Change.Kind.CORRECTED, rows, description);
  }

  static List<Change> all(ShopDatabase database) {
    return List.of(values()).stream().map(correction -> correction.applyTo(database)).toList();
  }
}
