package io.ingot.etl.golden;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One file of bad input and what has to become of it.
 *
 * @param name of the file: the number of the table's row and what is bad
 * @param accepted rows that are published, values joined by commas
 * @param refused rows that are set aside, in the order of the file's text
 */
record Case(String name, byte[] bytes, List<String> accepted, List<Refusal> refused) {
  static Case of(int row, String words, String text) {
    return of(row, words, text.getBytes(StandardCharsets.UTF_8));
  }

  static Case of(int row, String words, byte[] bytes) {
    return new Case("%02d %s".formatted(row, words), bytes, List.of(), List.of());
  }

  /** These rows are published. */
  Case accepts(String... rows) {
    return new Case(name, bytes, List.of(rows), refused);
  }

  /**
   * A row is set aside.
   *
   * @param reasons such as {@code BAD_INT id, MIN price}
   * @param raw what is kept of it, or a part of that
   */
  Case refuses(String reasons, String raw) {
    List<Refusal> more = new ArrayList<>(refused);
    more.add(new Refusal(reasons, raw));
    return new Case(name, bytes, accepted, more);
  }

  /** The name of its file. */
  String file(String suffix) {
    return name.replace(' ', '_') + suffix;
  }

  /** A row that is set aside. */
  record Refusal(String reasons, String raw) {}
}
