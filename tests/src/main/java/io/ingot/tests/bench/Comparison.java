package io.ingot.tests.bench;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** Holds the answers against what was generated and against each other. */
final class Comparison {
  private static final String NONE = "no such row";

  private final Load load;
  private final List<String> differences = new ArrayList<>();

  private Comparison(Load load) {
    this.load = load;
  }

  /** Every difference as a sentence; none when all are right and agree. */
  static List<String> of(Load load, Map<Contestant, Answer> answers) {
    Comparison comparison = new Comparison(load);
    answers.forEach(comparison::againstLoad);
    Iterator<Map.Entry<Contestant, Answer>> each = answers.entrySet().iterator();
    Map.Entry<Contestant, Answer> first = each.next();
    each.forEachRemaining(other -> comparison.againstEachOther(first, other));
    return List.copyOf(comparison.differences);
  }

  private void againstLoad(Contestant who, Answer answer) {
    expect(who, "bronze rows", load.rows(), answer.bronzeRows());
    expect(who, "silver rows", load.clean(), answer.silverRows());
    answer.quarantinedRows().ifPresent(rows -> expect(who, "refused rows", load.dirty(), rows));
  }

  private void expect(Contestant who, String what, long generated, long found) {
    if (generated != found) {
      differences.add(
          "%s has %d %s, but %d were generated.".formatted(who.word(), found, what, generated));
    }
  }

  private void againstEachOther(
      Map.Entry<Contestant, Answer> one, Map.Entry<Contestant, Answer> two) {
    String who = one.getKey().word() + " and " + two.getKey().word();
    Answer left = one.getValue();
    Answer right = two.getValue();
    if (left.amount().compareTo(right.amount()) != 0) {
      differences.add(
          "%s disagree on the sum of silver amounts: %s and %s."
              .formatted(who, left.amount().toPlainString(), right.amount().toPlainString()));
    }
    if (left.fingerprint().compareTo(right.fingerprint()) != 0) {
      differences.add("%s disagree on the values of silver rows.".formatted(who));
    }
    SortedSet<String> keys = differing(left.gold(), right.gold());
    if (!keys.isEmpty()) {
      String key = keys.first();
      differences.add(
          "%s disagree on %d gold rows, first on '%s': %s, and %s."
              .formatted(
                  who,
                  keys.size(),
                  key,
                  left.gold().getOrDefault(key, NONE),
                  right.gold().getOrDefault(key, NONE)));
    }
  }

  private static SortedSet<String> differing(
      SortedMap<String, String> left, SortedMap<String, String> right) {
    SortedSet<String> keys = new TreeSet<>(left.keySet());
    keys.addAll(right.keySet());
    keys.removeIf(key -> left.getOrDefault(key, NONE).equals(right.getOrDefault(key, NONE)));
    return keys;
  }
}
