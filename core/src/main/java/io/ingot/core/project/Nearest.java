package io.ingot.core.project;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the word that was probably meant. */
public final class Nearest {
  private static final int MOST_LISTED = 30;

  private Nearest() {}

  /** The known word with the fewest typing mistakes to the given one, when they are few. */
  public static Optional<String> to(String word, Collection<String> known) {
    return known.stream()
        .filter(candidate -> distance(word, candidate) <= limit(word, candidate))
        .min(
            Comparator.comparingInt((String candidate) -> distance(word, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** A sentence with the word that was probably meant, or else with all that are known. */
  public static String hint(String word, Collection<String> known) {
    return to(word, known)
        .map(candidate -> "Did you mean '" + candidate + "'?")
        .orElseGet(() -> known.isEmpty() ? "There is none." : "Use one of: " + list(known) + ".");
  }

  private static String list(Collection<String> known) {
    String words = String.join(", ", new TreeSet<>(known).stream().limit(MOST_LISTED).toList());
    return known.size() > MOST_LISTED ? words + ", ..." : words;
  }

  private static int limit(String word, String candidate) {
    return Math.max(1, Math.min(3, Math.max(word.length(), candidate.length()) / 3));
  }

  /** Damerau-Levenshtein: insertions, deletions, changes and swaps of neighbours. */
  static int distance(String a, String b) {
    int[][] steps = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        steps[i][j] = i == 0 || j == 0 ? i + j : cheapest(steps, a, b, i, j);
      }
    }
    return steps[a.length()][b.length()];
  }

  private static int cheapest(int[][] steps, String a, String b, int i, int j) {
    int change = steps[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(change, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, steps[i - 2][j - 2] + 1) : best;
  }
}
