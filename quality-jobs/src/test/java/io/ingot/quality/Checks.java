package io.ingot.quality;

import io.ingot.core.project.Check;
import io.ingot.core.project.CheckTerms;
import io.ingot.core.project.CheckTerms.Level;
import io.ingot.core.project.CountCheck;
import io.ingot.core.project.RowCheck;
import io.ingot.core.project.Share;
import io.ingot.core.project.Tolerance;
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
    return new RowCheck.Complete(column, Tolerance.atLeast(Share.of(mostly)), CheckTerms.usual());
  }

  static Check unique(String... columns) {
    return new CountCheck.Unique(List.of(columns), Tolerance.none(), CheckTerms.usual());
  }

  static Check between(String column, String min, String max) {
    return new RowCheck.Between(
        column, number(min), number(max), Tolerance.atLeast(ALL), CheckTerms.usual());
  }

  static Check atLeast(String column, String min) {
    return new RowCheck.Between(
        column, number(min), Optional.empty(), Tolerance.atLeast(ALL), CheckTerms.usual());
  }

  static Check in(String column, String... values) {
    return new RowCheck.In(column, List.of(values), Tolerance.atLeast(ALL), CheckTerms.usual());
  }

  static Check matches(String column, String pattern) {
    return new RowCheck.Matches(
        column, Optional.of(pattern), Optional.empty(), Tolerance.atLeast(ALL), CheckTerms.usual());
  }

  static Check satisfies(String condition) {
    return satisfies(condition, "100%");
  }

  static Check satisfies(String condition, String mostly) {
    return new RowCheck.Satisfies(
        condition, Tolerance.atLeast(Share.of(mostly)), CheckTerms.usual());
  }

  static Check rows(long min, long max) {
    return rows(min, max, Level.ERROR);
  }

  static Check rows(long min, long max, Level level) {
    return new CountCheck.Rows(
        new CountCheck.Range(Optional.of(min), Optional.of(max)), CheckTerms.usual().at(level));
  }

  private static Optional<BigDecimal> number(String text) {
    return Optional.of(new BigDecimal(text));
  }
}
