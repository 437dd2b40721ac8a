package io.ingot.app.demo;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What the tills of a store sent by themselves in December 1998: sales that the month's file has as
 * well, and among them new ones that are spoilt as tills spoil them. Every spoilt line is a sale of
 * its own, under a new id.
 */
final class Tills {
  static final String FILE = "1998-12-tills.csv";

  /** Lines that {@code 1998-12.csv} has as well, byte for byte. */
  static final int TWICE = 600;

  static final int BAD = Arrays.stream(TillFault.values()).mapToInt(TillFault::lines).sum();

  /** Products that are sold before they are in the shop's database. */
  static final List<String> NEW_PRODUCTS = List.of("1561", "1562");

  private static final YearMonth DECEMBER = YearMonth.of(1998, 12);
  private static final String STORE = "12";
  private static final long FIRST_PLACE = 910_001;

  private final List<String> twice = new ArrayList<>();
  private final List<Sale> patterns = new ArrayList<>();

  /** Offers a sale of December; the store's first ones are taken. */
  void offer(Sale sale) {
    if (!sale.store().equals(STORE)) {
      return;
    }
    if (twice.size() < TWICE) {
      twice.add(sale.line());
    } else if (patterns.size() < BAD) {
      patterns.add(sale.as(Sale.id(DECEMBER, FIRST_PLACE + patterns.size())));
    }
  }

  /** The lines, good and bad mixed, the same in every run; to be written in ISO-8859-1. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(twice);
    int next = 0;
    for (TillFault fault : TillFault.values()) {
      for (int turn = 0; turn < fault.lines(); turn++) {
        lines.add(String.join(",", fault.applyTo(patterns.get(next++).fields(), turn)));
      }
    }
    // A fixed seed: java.util.Random's sequence is part of its specification.
    Collections.shuffle(lines, new java.util.Random(1998));
    return lines;
  }
}
