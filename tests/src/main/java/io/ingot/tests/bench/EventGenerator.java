package io.ingot.tests.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Writes synthetic user events as CSV. A row is a pure function of the seed and its index: that is
 * what lets a copy stand far from its original, and the files be written side by side, without
 * anything kept in memory.
 */
final class EventGenerator {
  static final List<String> COLUMNS =
      List.of(
          "event_id",
          "user_id",
          "event_type",
          "event_time",
          "amount",
          "duration",
          "category",
          "country");
  static final int FILES = 8;

  /** Repeats are weights: most events are views. */
  private static final byte[][] TYPES =
      texts("view view view view view view click click click cart cart cart like search purchase");

  private static final byte[][] CATEGORIES =
      texts(
          "books garden music toys sports shoes grocery beauty travel phones"
              + " cameras furniture lighting tools pets health games films baking office");
  private static final byte[][] COUNTRIES =
      texts("CH DE FR IT AT ES PT NL BE DK SE NO FI PL CZ GB IE US CA JP");
  private static final byte[][] DAYS = days(LocalDate.of(2025, 1, 1), 90);

  private final long seed;
  private final Load load;

  EventGenerator(long seed, Load load) {
    this.seed = seed;
    this.load = load;
  }

  /** Writes all files below the folder, which is created where it is missing. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    try {
      IntStream.range(0, FILES).parallel().forEach(file -> write(folder, file));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void write(Path folder, int file) {
    try (CsvBytes out = new CsvBytes(folder.resolve("events-%02d.csv".formatted(file)))) {
      out.text(String.join(",", COLUMNS).getBytes(StandardCharsets.US_ASCII)).end();
      long to = load.rows() * (file + 1) / FILES;
      for (long index = load.rows() * file / FILES; index < to; index++) {
        row(out, index);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void row(CsvBytes out, long index) throws IOException {
    long block = index / Load.BLOCK;
    if (block >= load.dirty()) {
      clean(out, index);
    } else if (index == dirtyOf(block)) {
      dirty(out, index, Dirt.values()[(int) (block % Dirt.values().length)]);
    } else if (index == copyOf(block)) {
      clean(out, originalFor(block));
    } else {
      clean(out, index);
    }
  }

  private long dirtyOf(long block) {
    return block * Load.BLOCK + Mix.below(Mix.of(seed, block, 1), Load.BLOCK);
  }

  private long copyOf(long block) {
    long offset = 1 + Mix.below(Mix.of(seed, block, 2), Load.BLOCK - 1);
    return block * Load.BLOCK + (dirtyOf(block) + offset) % Load.BLOCK;
  }

  /** A clean row of this block or an earlier one; the first slot that is neither dirty nor copy. */
  private long originalFor(long block) {
    long from = Mix.below(Mix.of(seed, block, 3), block + 1);
    long slot = Mix.below(Mix.of(seed, block, 4), Load.BLOCK);
    long index = from * Load.BLOCK + slot;
    while (index == dirtyOf(from) || index == copyOf(from)) {
      slot = (slot + 1) % Load.BLOCK;
      index = from * Load.BLOCK + slot;
    }
    return index;
  }

  private void clean(CsvBytes out, long index) throws IOException {
    id(out, index);
    user(out, index);
    out.comma().text(pick(TYPES, index, 12));
    time(out.comma().text(pick(DAYS, index, 13)), index);
    amount(out.comma(), index);
    rest(out, index);
  }

  private void dirty(CsvBytes out, long index, Dirt dirt) throws IOException {
    id(out, index);
    if (dirt == Dirt.NO_USER) {
      out.comma();
    } else {
      user(out, index);
    }
    out.comma().text(dirt == Dirt.UNKNOWN_TYPE ? ascii("teleport") : pick(TYPES, index, 12));
    out.comma().text(dirt == Dirt.IMPOSSIBLE_DATE ? ascii("2025-02-30") : pick(DAYS, index, 13));
    time(out, index);
    out.comma();
    if (dirt == Dirt.WORD_FOR_AMOUNT) {
      out.text(ascii("n/a"));
    } else {
      amount(dirt == Dirt.NEGATIVE_AMOUNT ? out.text(ascii("-")) : out, index);
    }
    rest(out, index);
  }

  private void id(CsvBytes out, long index) {
    out.hex(Mix.of(seed, index));
  }

  /** The smaller of two draws: some users come back often, most seldom. */
  private void user(CsvBytes out, long index) {
    long first = Mix.below(Mix.of(seed, index, 10), load.users());
    long second = Mix.below(Mix.of(seed, index, 11), load.users());
    out.comma().number(1 + Math.min(first, second));
  }

  private void time(CsvBytes out, long index) {
    int second = (int) Mix.below(Mix.of(seed, index, 14), 86_400);
    out.text(ascii(" ")).two(second / 3_600).text(ascii(":"));
    out.two(second / 60 % 60).text(ascii(":")).two(second % 60);
  }

  private void amount(CsvBytes out, long index) {
    long cents = 1 + Mix.below(Mix.of(seed, index, 15), 99_999);
    out.number(cents / 100).text(ascii(".")).two((int) (cents % 100));
  }

  private void rest(CsvBytes out, long index) throws IOException {
    out.comma().number(Mix.below(Mix.of(seed, index, 16), 3_600));
    out.comma().text(pick(CATEGORIES, index, 17));
    out.comma().text(pick(COUNTRIES, index, 18)).end();
  }

  private byte[] pick(byte[][] among, long index, int purpose) {
    return among[(int) Mix.below(Mix.of(seed, index, purpose), among.length)];
  }

  private static byte[][] texts(String words) {
    return List.of(words.split(" ")).stream().map(EventGenerator::ascii).toArray(byte[][]::new);
  }

  private static byte[][] days(LocalDate first, int count) {
    return first
        .datesUntil(first.plusDays(count))
        .map(day -> ascii(day.toString()))
        .toArray(byte[][]::new);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
