package io.ingot.core.batch;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a gate says of one check.
 *
 * @param check the check in the words of the project's file
 * @param ruling how it ended
 * @param measured the measured value in words, such as {@code 0.9987 of 1000 rows}
 * @param value the measured number; empty where there was nothing to measure
 * @param wanted what the value was held against, in words such as {@code at least 99%}
 * @param owner whom the project names for it
 * @param examples rows that broke it, for the person who runs it; never stored with the verdict
 * @param samples the same and more of them, to be kept apart for a while
 */
public record Verdict(
    String check,
    Ruling ruling,
    String measured,
    OptionalDouble value,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<String> wanted,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<String> owner,
    @JsonIgnore List<String> examples,
    @JsonIgnore List<Sample> samples) {
  private static final int MOST_EXAMPLES = 5;

  public Verdict {
    Objects.requireNonNull(check, "check");
    Objects.requireNonNull(ruling, "ruling");
    Objects.requireNonNull(measured, "measured");
    // An older Ingot wrote none of these.
    value = value == null ? OptionalDouble.empty() : value;
    wanted = wanted == null ? Optional.empty() : wanted;
    owner = owner == null ? Optional.empty() : owner;
    examples = examples == null ? List.of() : List.copyOf(examples);
    samples = samples == null ? List.of() : List.copyOf(samples);
  }

  /** A verdict in words alone. */
  public static Verdict of(String check, Ruling ruling, String measured) {
    return new Verdict(
        check,
        ruling,
        measured,
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  /** The same of a check of other words. */
  public Verdict named(String words) {
    return new Verdict(words, ruling, measured, value, wanted, owner, examples, samples);
  }

  /** The same with the number that was measured; none where it is no number. */
  public Verdict measuring(double number) {
    OptionalDouble finite =
        Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    return new Verdict(check, ruling, measured, finite, wanted, owner, examples, samples);
  }

  /** The same with what the number was held against. */
  public Verdict wanting(String words) {
    return new Verdict(
        check, ruling, measured, value, Optional.of(words), owner, examples, samples);
  }

  /** The same with whom the project names for it. */
  public Verdict ownedBy(Optional<String> name) {
    return new Verdict(check, ruling, measured, value, wanted, name, examples, samples);
  }

  /** The same with rows that broke it. */
  public Verdict showing(List<String> rows) {
    return new Verdict(check, ruling, measured, value, wanted, owner, rows, samples);
  }

  /** The same with rows that broke it, which may be kept; the first of them are its examples. */
  public Verdict breaking(List<Sample> rows) {
    return new Verdict(
        check,
        ruling,
        measured,
        value,
        wanted,
        owner,
        rows.stream().limit(MOST_EXAMPLES).map(Sample::describe).toList(),
        rows);
  }

  /** The verdict as a sentence, with an example where there is one. */
  public String describe() {
    return summary() + examples.stream().findFirst().map(row -> "; e.g. " + row).orElse("");
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
