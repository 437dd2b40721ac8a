package io.ingot.tests.bench;

/** Numbers that look random and are a function of their input alone (SplitMix64's finisher). */
final class Mix {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** Another odd number than the index's, so that neighbouring seeds share no ids. */
  private static final long SPREAD = 0xD1342543DE82EF95L;

  private Mix() {}

  /** One-to-one in the index for a given seed, so it serves as a unique id. */
  static long of(long seed, long index) {
    long mixed = seed * SPREAD + (index + 1) * GOLDEN;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** A number for one purpose; different purposes give unrelated numbers for the same index. */
  static long of(long seed, long index, int purpose) {
    return of(of(seed, purpose), index);
  }

  /** Scales to {@code [0, bound)}. */
  static long below(long mixed, long bound) {
    return Math.floorMod(mixed, bound);
  }
}
