package io.ingot.core.project;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Further training rows whose text is changed a little; the validation part gets none.
 *
 * @param synonyms the words that may replace a word; for replace and insert
 */
@Doc("Further training rows whose text is changed a little")
public record Augmentation(
    @Required @Doc("Text column") String column,
    @Doc("Share of the training rows that get a changed twin; 30% unless said") Share share,
    @Doc("How: delete, swap, replace, insert; delete and swap unless said") List<How> by,
    @Doc("Words by the word that they may replace") Map<String, String> synonyms) {
  public Augmentation {
    Objects.requireNonNull(column, "column");
    share = share == null ? new Share(0.3) : share;
    by = by.isEmpty() ? List.of(How.DELETE, How.SWAP) : List.copyOf(by);
    synonyms = Collections.unmodifiableMap(new TreeMap<>(synonyms));
    if (synonyms.isEmpty() && (by.contains(How.REPLACE) || by.contains(How.INSERT))) {
      throw new IllegalArgumentException("replace and insert need synonyms: {word: other}.");
    }
  }

  /** What is done to one word of a text, by chance. */
  public enum How {
    DELETE,
    SWAP,
    REPLACE,
    INSERT
  }
}
