package io.ingot.core.project;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A size of files in bytes; written {@code 256mb}, by steps of 1024. */
public record FileSize(long bytes) {
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(b|kb|mb|gb|tb)");
  private static final String UNITS = "b kb mb gb tb";

  public FileSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("Invalid size: " + bytes + " bytes.");
    }
  }

  /**
   * Reads {@code 256mb}.
   *
   * @throws IllegalArgumentException when the text is no number with a unit
   */
  public static FileSize of(String text) {
    Matcher matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "Invalid size '" + text + "'. Write a number and b, kb, mb, gb or tb, such as 256mb.");
    }
    return new FileSize(Long.parseLong(matcher.group(1)) << shift(matcher.group(2)));
  }

  static FileSize megabytes(long count) {
    return new FileSize(count << 20);
  }

  private static int shift(String unit) {
    return 10 * List.of(UNITS.split(" ")).indexOf(unit);
  }

  /** Short, for a person: {@code 256 MB}. */
  @Override
  public String toString() {
    String[] units = UNITS.toUpperCase(Locale.ROOT).split(" ");
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    String number =
        unit == 0 || value >= 100 || value == Math.rint(value)
            ? String.format(Locale.ROOT, "%.0f", value)
            : String.format(Locale.ROOT, "%.1f", value);
    return number + " " + units[unit];
  }
}
