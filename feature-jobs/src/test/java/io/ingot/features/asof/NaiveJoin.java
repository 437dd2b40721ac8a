package io.ingot.features.asof;

import io.ingot.core.project.TrainingSet.Edge;
import io.ingot.core.project.TrainingSet.KnownTime;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The point-in-time join as one would say it, of one label and one view: every row is looked at.
 *
 * @param events all rows of the view
 * @param ttl in microseconds
 */
record NaiveJoin(List<Event> events, Optional<Long> ttl, KnownTime knownTime, Edge at) {

  /** A row of a view's table; moments are microseconds, values in the order asked. */
  record Event(
      List<Object> key, long from, Optional<Long> known, boolean deleted, List<Object> values) {}

  /**
   * What a label gets.
   *
   * @param oneOf values of which it gets some; several where rows tie, and none says none
   */
  record Answer(Reason reason, Set<List<Object>> oneOf) {
    static Answer nothing(Reason reason) {
      return new Answer(reason, Set.of());
    }
  }

  /** A label's answer; of a key of which no part is null matches an equal one. */
  Answer of(List<Object> key, Optional<Long> time) {
    if (key.contains(null)) {
      return Answer.nothing(Reason.NO_KEY);
    }
    if (time.isEmpty()) {
      return Answer.nothing(Reason.NO_TIME);
    }
    long t = time.get();
    List<Event> begun = new ArrayList<>();
    List<Event> visible = new ArrayList<>();
    for (Event event : events) {
      if (event.key().equals(key) && isBy(event.from(), t)) {
        begun.add(event);
        if (knownTime == KnownTime.IGNORE || event.known().filter(k -> isBy(k, t)).isPresent()) {
          visible.add(event);
        }
      }
    }
    if (visible.isEmpty()) {
      boolean hidden = begun.stream().anyMatch(event -> !event.deleted());
      return Answer.nothing(hidden ? Reason.NOT_KNOWN : Reason.NONE);
    }
    List<Event> last = last(visible);
    if (last.stream().anyMatch(Event::deleted)) {
      return Answer.nothing(Reason.DELETED);
    }
    BigInteger age = BigInteger.valueOf(t).subtract(BigInteger.valueOf(last.get(0).from()));
    if (ttl.isPresent() && age.compareTo(BigInteger.valueOf(ttl.get())) > 0) {
      return Answer.nothing(Reason.EXPIRED);
    }
    Set<List<Object>> oneOf = new HashSet<>();
    last.forEach(event -> oneOf.add(event.values()));
    return new Answer(Reason.FOUND, oneOf);
  }

  private boolean isBy(long moment, long t) {
    return at == Edge.INCLUSIVE ? moment <= t : moment < t;
  }

  private static List<Event> last(List<Event> visible) {
    Comparator<Event> order =
        Comparator.<Event>comparingLong(Event::from)
            .thenComparing(event -> event.known().isPresent())
            .thenComparing(event -> event.known().orElse(0L));
    Event greatest = visible.stream().max(order).orElseThrow();
    return visible.stream().filter(event -> order.compare(event, greatest) == 0).toList();
  }
}
