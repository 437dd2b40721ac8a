package io.ingot.core.project;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When something is to be done, as cron writes it: minute, hour, day, month and weekday. It keeps
 * to what the schedulers of Kubernetes, Airflow and Argo all read alike.
 */
final class CronLine {
  private static final List<Field> FIELDS =
      List.of(
          new Field("minute", 0, 59, List.of()),
          new Field("hour", 0, 23, List.of()),
          new Field("day", 1, 31, List.of()),
          new Field(
              "month",
              1,
              12,
              List.of(
                  "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                  "dec")),
          // Some take 7 for Sunday too, and the operator does not.
          new Field("weekday", 0, 6, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat")));

  private CronLine() {}

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException when it is none, with the field that is wrong
   */
  static void require(String text) {
    String[] fields = text.split(" ", -1);
    if (fields.length != FIELDS.size()) {
      throw wrong(text, "It has " + fields.length + " fields.");
    }
    for (int i = 0; i < fields.length; i++) {
      Field field = FIELDS.get(i);
      for (String part : fields[i].split(",", -1)) {
        if (!field.holds(part)) {
          throw wrong(
              text,
              "The "
                  + field.name
                  + " is '"
                  + fields[i]
                  + "'; it goes from "
                  + field.first
                  + " to "
                  + field.last
                  + ".");
        }
      }
    }
  }

  private static IllegalArgumentException wrong(String text, String why) {
    return new IllegalArgumentException(
        "Invalid schedule '"
            + text
            + "'. "
            + why
            + " Write minute, hour, day, month and weekday, such as: 0 2 * * *");
  }

  private record Field(String name, int first, int last, List<String> words) {
    private static final Pattern PART =
        Pattern.compile("(?:\\*|(\\w+)(?:-(\\w+))?)(?:/([1-9][0-9]?))?");

    boolean holds(String part) {
      Matcher matcher = PART.matcher(part);
      if (!matcher.matches()) {
        return false;
      }
      if (matcher.group(1) == null) {
        return true;
      }
      int from = number(matcher.group(1));
      int to = matcher.group(2) == null ? from : number(matcher.group(2));
      return first <= from && from <= to && to <= last;
    }

    /** Outside of the field where it is no number of it. */
    private int number(String text) {
      int word = words.indexOf(text.toLowerCase(Locale.ROOT));
      if (word >= 0) {
        return first + word;
      }
      return text.matches("[0-9]{1,2}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
    }
  }
}
