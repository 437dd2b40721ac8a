package io.ingot.core.project;

import java.math.BigDecimal;
import java.util.Optional;

/** A closed range that a measured number must lie in, and a narrower one outside which it warns. */
public record Bounds(
    @Doc("Least value") Optional<BigDecimal> min,
    @Doc("Greatest value") Optional<BigDecimal> max,
    @Doc("The range outside which the run warns, such as {min: 18, max: 65}")
        Optional<Range> warn) {
  public Bounds {
    if (min.isEmpty() && max.isEmpty() && warn.isEmpty()) {
      throw new IllegalArgumentException("Say min, max or both, or warn with them.");
    }
  }

  /** The range that must be kept, in words such as {@code >= 1 and <= 5}; empty for none. */
  public String words() {
    return new Range(min, max).words();
  }

  /** A closed range; an end that is absent is open. */
  public record Range(
      @Doc("Least value") Optional<BigDecimal> min,
      @Doc("Greatest value") Optional<BigDecimal> max) {
    /** In words such as {@code >= 1 and <= 5}; empty where both ends are open. */
    public String words() {
      String least = min.map(value -> ">= " + value.toPlainString()).orElse("");
      String greatest = max.map(value -> "<= " + value.toPlainString()).orElse("");
      return least + (least.isEmpty() || greatest.isEmpty() ? "" : " and ") + greatest;
    }
  }
}
