package io.ingot.core.project;

/** How many executors a run may have; between the two numbers Spark asks for what it can use. */
@Doc("How many executors, from min to max as the work asks for")
public record Executors(
    @Doc("At least so many; 1 unless said") Integer min,
    @Doc("At most so many; 4 unless said, or min where that is more") Integer max,
    @Doc("So many to begin with; min unless said") Integer initial) {
  private static final int USUAL = 4;

  public Executors {
    min = min == null ? 1 : min;
    max = max == null ? Math.max(min, USUAL) : max;
    initial = initial == null ? min : initial;
    if (min < 0 || initial < min || max < initial || max < 1) {
      throw new IllegalArgumentException(
          "Invalid executors: min "
              + min
              + ", initial "
              + initial
              + ", max "
              + max
              + ". Each may not be greater than the next, and max not less than 1.");
    }
  }

  /** From one to four. */
  public static Executors usual() {
    return new Executors(null, null, null);
  }
}
