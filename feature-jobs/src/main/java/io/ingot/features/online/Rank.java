package io.ingot.features.online;

/**
 * What decides which of two writes of a view's values of one entity stands, as text that sorts the
 * same way: the line of pushes, then the row's valid_from and known_time, then whether its time to
 * live was over, then the version of the table.
 *
 * <p>Within a line the table only grows and the moment of pushes only moves on, so the row that
 * holds can only be a later one; the first of two numbers is compared first. Where a table was
 * replaced, restored or described anew, an earlier row can be right again, and a new line begins.
 * The text has digits alone, since Lua in Redis compares text by the server's locale.
 *
 * @param line of {@link Marker}
 * @param valid valid_from, microseconds since 1970
 * @param known known_time, microseconds since 1970
 * @param lapsed 1 for a row whose time to live is over, 0 for one that holds
 * @param version the table's version that was pushed
 */
record Rank(long line, long valid, long known, int lapsed, long version)
    implements Comparable<Rank> {
  private static final int LINE = 15;
  private static final int MICROS = 19;
  private static final int VERSION = 12;

  /** How many characters it has. */
  static final int WIDTH = LINE + 2 * MICROS + 1 + VERSION;

  /** Moves the years 1 to 9999 above nothing, so that no sign is written. */
  private static final long SHIFT = 1_000_000_000_000_000_000L;

  /** The text that sorts as the rank does. */
  String text() {
    return pad(line, LINE)
        + pad(valid + SHIFT, MICROS)
        + pad(known + SHIFT, MICROS)
        + lapsed
        + pad(version, VERSION);
  }

  /** Reads what {@link #text} wrote; what follows it is passed over. */
  static Rank of(String text) {
    int known = LINE + MICROS;
    int lapsed = known + MICROS;
    return new Rank(
        Long.parseLong(text.substring(0, LINE)),
        Long.parseLong(text.substring(LINE, known)) - SHIFT,
        Long.parseLong(text.substring(known, lapsed)) - SHIFT,
        text.charAt(lapsed) - '0',
        Long.parseLong(text.substring(lapsed + 1, WIDTH)));
  }

  /** Whether the row is later than another, by what the row itself says. */
  boolean isLaterRow(Rank other) {
    return valid != other.valid ? valid > other.valid : known > other.known;
  }

  /** Whether both are of the same row, as far as its times tell. */
  boolean isSameRow(Rank other) {
    return valid == other.valid && known == other.known;
  }

  private static String pad(long number, int width) {
    String digits = Long.toString(number);
    return "0".repeat(width - digits.length()) + digits;
  }

  @Override
  public int compareTo(Rank other) {
    return text().compareTo(other.text());
  }
}
