package io.ingot.quality;

import io.ingot.core.project.Check;
import io.ingot.core.project.Check.Level;
import io.ingot.core.project.Share;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Checks as a project's file would say them. */
final class Checks {
  private static final Share ALL = new Share(1);

  private Checks() {}

  static Check complete(String column) {
    return complete(column, "100%");
  }

  static Check complete(String column, String mostly) {
    return new Check.Complete(column, Share.of(mostly), Level.ERROR);
  }

  static Check unique(String... columns) {
    return new Check.Unique(List.of(columns), Level.ERROR);
  }

  static Check between(String column, String min, String max) {
    return new Check.Between(column, number(min), number(max), ALL, Level.ERROR);
  }

  static Check atLeast(String column, String min) {
    return new Check.Between(column, number(min), Optional.empty(), ALL, Level.ERROR);
  }

  static Check in(String column, String... values) {
    return new Check.In(column, List.of(values), ALL, Level.ERROR);
  }

  static Check matches(String column, String pattern) {
    return new Check.Matches(column, pattern, ALL, Level.ERROR);
  }

  static Check satisfies(String condition) {
    return satisfies(condition, "100%");
  }

  static Check satisfies(String condition, String mostly) {
    return new Check.Satisfies(condition, Share.of(mostly), Level.ERROR);
  }

  static Check rows(long min, long max) {
    return rows(min, max, Level.ERROR);
  }

  static Check rows(long min, long max, Level level) {
    return new Check.Rows(new Check.Range(Optional.of(min), Optional.of(max)), level);
  }

  private static Optional<BigDecimal> number(String text) {
    return Optional.of(new BigDecimal(text));
  }
}
