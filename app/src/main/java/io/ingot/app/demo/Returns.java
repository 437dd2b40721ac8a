package io.ingot.app.demo;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A file that was typed by hand: exchanges of December 1998. Each line is a sale of its own (a copy
 * of a December sale under a new id); most of them are spoilt in one way or another.
 */
final class Returns {
  static final String FILE = "1998-12-returns.csv";

  /** Lines without any fault. */
  static final int GOOD = 19;

  /** Lines that are good but for a promotion that nobody has heard of. */
  static final int WARNED = 1;

  static final int BAD = Arrays.stream(Fault.values()).mapToInt(Fault::lines).sum();
  static final int LINES = GOOD + WARNED + BAD;

  private static final YearMonth DECEMBER = YearMonth.of(1998, 12);
  private static final String UNKNOWN_PROMOTION = "9999";
  private static final long FIRST_PLACE = 900_001;
  private static final int EVERY = 300;

  private final List<Sale> patterns = new ArrayList<>();
  private long seen;

  /** Offers a sale of December as a pattern; every 300th is taken until there are enough. */
  void offer(Sale sale) {
    if (seen++ % EVERY == 0 && patterns.size() < LINES) {
      patterns.add(sale.as(Sale.id(DECEMBER, FIRST_PLACE + patterns.size())));
    }
  }

  /** The lines, good and bad mixed, the same in every run. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Fault fault : Fault.values()) {
      for (int turn = 0; turn < fault.lines(); turn++) {
        List<String> fields = patterns.get(lines.size()).fields();
        lines.add(String.join(",", fault.applyTo(fields, turn)));
      }
    }
    for (int turn = 0; turn < WARNED; turn++) {
      lines.add(patterns.get(lines.size()).promotedBy(UNKNOWN_PROMOTION).line());
    }
    while (lines.size() < LINES) {
      lines.add(patterns.get(lines.size()).line());
    }
    return mixed(lines);
  }

  private static List<String> mixed(List<String> lines) {
    List<String> mixed = new ArrayList<>(lines);
    // A fixed seed: java.util.Random's sequence is part of its specification.
    Collections.shuffle(mixed, new java.util.Random(1998));
    return mixed;
  }
}
