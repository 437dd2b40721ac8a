package io.ingot.core.batch;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Objects;
import java.util.Optional;

/**
 * What a gate says of one check.
 *
 * @param check the check in the words of the project's file
 * @param ruling how it ended
 * @param measured the measured value in words, such as {@code 0.9987 of 1000 rows}
 * @param example a row that broke it, for the person who runs it; never stored
 */
public record Verdict(
    String check, Ruling ruling, String measured, @JsonIgnore Optional<String> example) {
  public Verdict {
    Objects.requireNonNull(check, "check");
    Objects.requireNonNull(ruling, "ruling");
    Objects.requireNonNull(measured, "measured");
    example = example == null ? Optional.empty() : example;
  }

  /** The verdict as a sentence, with the example where there is one. */
  public String describe() {
    return summary() + example.map(row -> "; e.g. " + row).orElse("");
  }

  /** The verdict as a sentence that may be kept. */
  public String summary() {
    return check + ": measured " + measured;
  }

  /** How a check ended. */
  public enum Ruling {
    PASSED,
    /** Nothing is broken, and a person wants to know it. */
    NOTED,
    /** Broken, and published all the same. */
    WARNED,
    /** Broken: the batch is not published. */
    REFUSED
  }
}
