package io.ingot.quality;

import io.ingot.core.batch.Verdict;
import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.project.Bounds;
import io.ingot.core.project.CheckTerms.Level;
import io.ingot.core.project.CountCheck;
import io.ingot.core.project.Share;
import io.ingot.core.project.Tolerance;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.DoublePredicate;

/**
 * What a measured number is held against. NaN is within no limit.
 *
 * @param level what becomes of a number that is not kept
 * @param kept whether a number is one that the check wants
 * @param calm whether nobody has to be warned of a number that is kept
 * @param wanted what is kept, in words
 * @param warns when a kept number warns, in words
 */
record Limit(
    Level level,
    DoublePredicate kept,
    DoublePredicate calm,
    String wanted,
    Optional<String> warns) {
  /** A share of rows. */
  static Limit of(Tolerance tolerance, Level level) {
    Share mostly = tolerance.mostly();
    return new Limit(
        level,
        share -> share >= mostly.value(),
        share -> tolerance.warn().map(warn -> share >= warn.value()).orElse(true),
        mostly.value() == 1 ? "all" : "at least " + mostly,
        tolerance.warn().map(warn -> "warns below " + warn));
  }

  /** A measured number. */
  static Limit of(Bounds bounds, Level level) {
    Bounds.Range range = new Bounds.Range(bounds.min(), bounds.max());
    return new Limit(
        level,
        inside(range),
        bounds.warn().map(Limit::inside).orElse(value -> true),
        range.words().isEmpty() ? "any number" : range.words(),
        bounds.warn().map(warn -> "warns outside " + warn.words()));
  }

  /** A number of rows or columns. */
  static Limit of(CountCheck.Range counts, Level level) {
    return of(
        new Bounds(
            counts.min().map(BigDecimal::valueOf),
            counts.max().map(BigDecimal::valueOf),
            Optional.empty()),
        level);
  }

  /** How a check of this limit ends. */
  Ruling ruling(double value) {
    if (!kept.test(value)) {
      return level == Level.ERROR ? Ruling.REFUSED : Ruling.WARNED;
    }
    return calm.test(value) ? Ruling.PASSED : Ruling.WARNED;
  }

  /** The verdict on a number. */
  Verdict verdict(String check, double value, String measured) {
    boolean warned = kept.test(value) && !calm.test(value);
    return Verdict.of(
            check, ruling(value), measured + (warned ? " (" + warns.orElseThrow() + ")" : ""))
        .measuring(value)
        .wanting(words());
  }

  /** The verdict where there is no number to hold against it. */
  Verdict idle(String check, String measured) {
    return Verdict.of(check, Ruling.PASSED, measured).wanting(words());
  }

  private String words() {
    return wanted + warns.map(words -> ", " + words).orElse("");
  }

  /** In doubles on both sides: a mean that is the double 0.1 is not above a bound of 0.1. */
  private static DoublePredicate inside(Bounds.Range range) {
    return value ->
        !Double.isNaN(value)
            && range.min().map(min -> value >= min.doubleValue()).orElse(true)
            && range.max().map(max -> value <= max.doubleValue()).orElse(true);
  }
}
