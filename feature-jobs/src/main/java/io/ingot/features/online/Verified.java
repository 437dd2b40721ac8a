package io.ingot.features.online;

import io.ingot.core.project.TableName;
import io.ingot.core.watch.Measurement;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How what is served of a view compares with what a training set would be given; no value is told.
 *
 * @param served the name that stands for the project in keys
 * @param at when it was looked at
 * @param pushed the moment that the last push served; empty where nothing was pushed
 * @param sampled entities that were looked at
 * @param compared those of them that are served, or should be
 * @param mismatched entities with other values, or another time of them, than the table has of the
 *     same moment
 * @param missing entities of the table of which nothing is served
 * @param extra entities that are served and have no values in the table
 * @param stale entities of which the table has newer values than were pushed
 * @param staleness how long the table has had them, at most, in seconds
 * @param features how many entities differ, by feature
 */
record Verified(
    TableName view,
    String served,
    Instant at,
    Optional<Instant> pushed,
    long sampled,
    long compared,
    long mismatched,
    long missing,
    long extra,
    long stale,
    long staleness,
    Map<String, Long> features) {
  Verified {
    features = Collections.unmodifiableMap(new TreeMap<>(features));
  }

  static Verified unpushed(TableName view, String served, Instant at) {
    return new Verified(view, served, at, Optional.empty(), 0, 0, 0, 0, 0, 0, 0, Map.of());
  }

  /** Whether anything is served that the last push did not mean. */
  boolean isWrong() {
    return pushed.isEmpty() || wrong() > 0;
  }

  /** How many entities are served wrongly. */
  long wrong() {
    return mismatched + missing + extra;
  }

  List<Measurement> measured(String call) {
    if (sampled == 0) {
      return List.of();
    }
    return List.of(
        Measurement.of(
            at, call, view, Measurement.Kind.ONLINE, "mismatch", (double) wrong() / sampled),
        Measurement.of(at, call, view, Measurement.Kind.ONLINE, "staleness", staleness));
  }
}
