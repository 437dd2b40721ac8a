package io.ingot.tests.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * Events of one delivery as CSV files, each row a function of its number alone.
 *
 * @param first number of the first event; events of the same number have the same id
 * @param rows how many, in four files
 * @param edition the amounts of one edition are others than those of the next
 * @param dirtyEvery one row in so many breaks one rule; 0 for none
 */
record Delivery(long first, long rows, int edition, int dirtyEvery) {
  private static final int FILES = 4;
  private static final String[] TYPES = {"view", "click", "cart", "like", "search", "purchase"};
  private static final String[] COUNTRIES = {"CH", "DE", "FR", "IT", "AT"};
  private static final LocalDate DAY = LocalDate.of(2025, 1, 1);

  /** Rows that break a rule. */
  long dirty() {
    return dirtyEvery == 0 ? 0 : rows / dirtyEvery;
  }

  /** The same events without dirt. */
  Delivery clean() {
    return new Delivery(first, rows, edition, 0);
  }

  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int file = 0; file < FILES; file++) {
      try (CsvBytes out = new CsvBytes(folder.resolve("part-" + file + ".csv"))) {
        out.text(ascii(String.join(",", EventGenerator.COLUMNS))).end();
        for (long row = rows * file / FILES; row < rows * (file + 1) / FILES; row++) {
          write(out, row);
        }
      }
    }
  }

  private void write(CsvBytes out, long row) throws IOException {
    long number = first + row;
    boolean isDirty = dirtyEvery > 0 && row % dirtyEvery == dirtyEvery - 1;
    Dirt dirt = Dirt.values()[(int) (row / Math.max(1, dirtyEvery) % Dirt.values().length)];
    out.hex(Mix.of(edition(0), number)).comma();
    if (!isDirty || dirt != Dirt.NO_USER) {
      out.number(1 + below(number, 1, 50_000));
    }
    String type = TYPES[(int) below(number, 2, TYPES.length)];
    out.comma().text(ascii(isDirty && dirt == Dirt.UNKNOWN_TYPE ? "teleport" : type)).comma();
    boolean hasNoDay = isDirty && dirt == Dirt.IMPOSSIBLE_DATE;
    out.text(ascii(hasNoDay ? "2025-02-30" : DAY.plusDays(below(number, 3, 90)).toString()));
    out.text(ascii(" ")).two((int) below(number, 4, 24)).text(ascii(":"));
    out.two((int) below(number, 5, 60)).text(ascii(":00")).comma();
    amount(out, number, isDirty ? dirt : Dirt.NO_USER);
    out.comma().number(below(number, 7, 3_600)).comma().text(ascii("books")).comma();
    out.text(ascii(COUNTRIES[(int) below(number, 8, COUNTRIES.length)])).end();
  }

  private void amount(CsvBytes out, long number, Dirt dirt) {
    if (dirt == Dirt.WORD_FOR_AMOUNT) {
      out.text(ascii("n/a"));
      return;
    }
    long cents = 1 + Mix.below(Mix.of(edition(edition), number, 6), 99_999);
    out.text(ascii(dirt == Dirt.NEGATIVE_AMOUNT ? "-" : ""));
    out.number(cents / 100).text(ascii(".")).two((int) (cents % 100));
  }

  private static long below(long number, int purpose, long bound) {
    return Mix.below(Mix.of(edition(0), number, purpose), bound);
  }

  private static long edition(int edition) {
    return 4_000 + edition;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
