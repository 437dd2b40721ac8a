package io.ingot.features.prepare;

import io.ingot.core.project.Augmentation;
import io.ingot.core.project.Augmentation.How;
import io.ingot.features.view.Words;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.stream.IntStream;
import org.apache.spark.sql.api.java.UDF2;

/**
 * One change of a text, by chance: a word deleted, two neighbours swapped, a word replaced by a
 * synonym, or a synonym inserted behind its word. What is between the words stays, and the outcome
 * is another text than before. Spark has no expression that knows where a word begins.
 */
final class Rewording implements UDF2<String, Long, String>, Serializable {
  private static final long serialVersionUID = 1;

  private final List<How> ways;
  private final TreeMap<String, String> synonyms = new TreeMap<>();

  Rewording(Augmentation terms) {
    this.ways = new ArrayList<>(terms.by());
    terms.synonyms().forEach((word, other) -> synonyms.put(word.toLowerCase(Locale.ROOT), other));
  }

  /** For Spark: null of a null, and of a text that no way can change. */
  @Override
  public String call(String text, Long seed) {
    return Optional.ofNullable(text).flatMap(some -> changed(some, seed)).orElse(null);
  }

  /**
   * A text with one change, by one of the ways that can change it.
   *
   * @return empty where none can: a text without words, or with a single one that has no synonym
   */
  Optional<String> changed(String text, long seed) {
    List<MatchResult> words = Words.in(text);
    List<Change> changes = new ArrayList<>();
    for (How way : ways) {
      List<Integer> places = places(way, words);
      if (!places.isEmpty()) {
        changes.add(new Change(way, places));
      }
    }
    if (changes.isEmpty()) {
      return Optional.empty();
    }
    SplittableRandom chance = new SplittableRandom(seed);
    Change change = changes.get(chance.nextInt(changes.size()));
    int place = change.places().get(chance.nextInt(change.places().size()));
    return Optional.of(changed(text, words, change.way(), place));
  }

  /** The words, by number, to which a way can be applied. */
  private List<Integer> places(How way, List<MatchResult> words) {
    return IntStream.range(0, words.size())
        .filter(
            i ->
                switch (way) {
                  case DELETE -> words.size() > 1;
                  case SWAP ->
                      i + 1 < words.size()
                          && !words.get(i).group().equals(words.get(i + 1).group());
                  case REPLACE ->
                      synonym(words.get(i).group())
                          .filter(other -> !other.equals(words.get(i).group()))
                          .isPresent();
                  case INSERT -> synonym(words.get(i).group()).isPresent();
                })
        .boxed()
        .toList();
  }

  private String changed(String text, List<MatchResult> words, How way, int place) {
    MatchResult word = words.get(place);
    return switch (way) {
      case DELETE -> deleted(text, words, place);
      case SWAP -> {
        MatchResult next = words.get(place + 1);
        yield text.substring(0, word.start())
            + next.group()
            + text.substring(word.end(), next.start())
            + word.group()
            + text.substring(next.end());
      }
      case REPLACE ->
          text.substring(0, word.start())
              + synonym(word.group()).orElseThrow()
              + text.substring(word.end());
      case INSERT ->
          text.substring(0, word.end())
              + (Words.standsAlone(word.group()) ? "" : " ")
              + synonym(word.group()).orElseThrow()
              + text.substring(word.end());
    };
  }

  /** With what parts it from the next word, or the last one from the word before. */
  private static String deleted(String text, List<MatchResult> words, int place) {
    boolean last = place + 1 == words.size();
    int from = last ? words.get(place - 1).end() : words.get(place).start();
    int to = last ? words.get(place).end() : words.get(place + 1).start();
    return text.substring(0, from) + text.substring(to);
  }

  private Optional<String> synonym(String word) {
    return Optional.ofNullable(synonyms.get(word.toLowerCase(Locale.ROOT)));
  }

  /** A way, and the words to which it can be applied. */
  private record Change(How way, List<Integer> places) {}
}
